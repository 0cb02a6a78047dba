// The server of the assignment: tells two clients whose message it received first.
//
// Multithreading is needed because the server must wait for two clients at the same time. With
// one thread it would block in the read of one client, and could not see that the message of the
// other one came earlier. One goroutine for each client reads it, and the channel keeps the order
// in which their messages arrived.
package main

import (
	"bufio"
	"fmt"
	"net"
	"strings"
)

// arrival is one client's message, with the connection on which it came.
type arrival struct {
	text string
	conn net.Conn
}

// read waits for one client's line and hands it over.
func read(conn net.Conn, arrivals chan<- arrival) {
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		panic(err)
	}
	arrivals <- arrival{strings.TrimSpace(line), conn}
}

// main accepts both clients, and only then reads from them.
func main() {
	listener, err := net.Listen("tcp", ":12000")
	if err != nil {
		panic(err)
	}
	arrivals := make(chan arrival, 2)
	var conns [2]net.Conn
	for i := range conns {
		if conns[i], err = listener.Accept(); err != nil {
			panic(err)
		}
	}
	for _, conn := range conns {
		go read(conn, arrivals)
	}
	first, second := <-arrivals, <-arrivals
	verdict := first.text + " received before " + second.text
	fmt.Println(verdict)
	for _, one := range []arrival{first, second} {
		fmt.Fprintln(one.conn, verdict)
		one.conn.Close()
	}
}
