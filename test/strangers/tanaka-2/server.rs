// Assignment 2 server, Yuki Tanaka
//
// Why multithreading? Reading from a TcpStream blocks. If there is a single thread the server
// reads client 1, then client 2, and the order is always the order of connection. With
// one thread per client the message that arrives first is handled first. The threads
// share the data over a channel (mpsc): what is sent first comes out first.
//
// rustc server.rs && ./server
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;

const ADDR: &str = "0.0.0.0:3333";

fn main() {
    let listener = TcpListener::bind(ADDR).expect("bind");
    println!("listening on {}", ADDR);

    // accept both clients
    let mut clients: Vec<TcpStream> = Vec::new();
    while clients.len() < 2 {
        let (stream, addr) = listener.accept().expect("accept");
        println!("connected: {}", addr);
        clients.push(stream);
    }

    // a thread for each client sends the line into the channel
    let (tx, rx) = mpsc::channel::<String>();
    for c in &clients {
        let stream = c.try_clone().expect("clone");
        let tx = tx.clone();
        thread::spawn(move || {
            let mut line = String::new();
            BufReader::new(stream).read_line(&mut line).expect("read");
            tx.send(line.trim().to_string()).unwrap();
        });
    }

    // take the messages out in the order they came
    let first = rx.recv().unwrap();
    println!("received 1st: {}", first);
    let second = rx.recv().unwrap();
    println!("received 2nd: {}", second);

    // acknowledge
    let ack = format!("{} received before {}", first, second);
    for c in clients.iter_mut() {
        writeln!(c, "{}", ack).expect("send");
        println!("sent: {}", ack);
    }

    // stay until the user types quit
    println!("type quit to end the server");
    for l in std::io::stdin().lock().lines() {
        if l.unwrap_or_default().trim() == "quit" {
            break;
        }
    }
}
