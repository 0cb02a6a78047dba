"""python3 -m unittest -v       (no mininet needed, uses the loopback)"""
import threading
import unittest
from order_client import exchange
from order_server import OrderServer, format_ack, parse


class TestFormat(unittest.TestCase):
    def test_ack(self):
        self.assertEqual(format_ack(("Y", "Bob"), ("X", "Alice")), "Y: Bob received before X: Alice")

    def test_parse_rejects_z(self):
        with self.assertRaises(ValueError):
            parse(b"Z|Eve\n")


class TestRound(unittest.TestCase):
    def _round(self, delays):
        log, acks = [], {}
        srv = OrderServer("127.0.0.1", 0, log.append)
        st = threading.Thread(target=srv.run_once)
        st.start()

        def go(n, m, d):
            acks[n] = exchange("127.0.0.1", srv.port, n, m, d, log.append)
        ts = [threading.Thread(target=go, args=x) for x in delays]
        for t in ts:
            t.start()
        for t in ts + [st]:
            t.join(5)
        return acks

    def test_x_first(self):
        a = self._round([("X", "Alice", 0), ("Y", "Bob", .3)])
        self.assertEqual(set(a.values()), {"X: Alice received before Y: Bob"})
        self.assertEqual(len(a), 2)

    def test_y_first_though_connected_last(self):
        a = self._round([("X", "Alice", .4), ("Y", "Bob", .1)])
        self.assertEqual(a["X"], "Y: Bob received before X: Alice")


if __name__ == "__main__":
    unittest.main()
