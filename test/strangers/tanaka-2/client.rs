// Assignment 2 client, Yuki Tanaka
// rustc client.rs
// ./client x      (or y)      server address is taken from $SERVER or 10.0.0.1
use std::io::{stdin, stdout, BufRead, BufReader, Write};
use std::net::TcpStream;

fn main() {
    let who = std::env::args().nth(1).expect("usage: ./client x|y").to_uppercase();
    let host = std::env::var("SERVER").unwrap_or("10.0.0.1".to_string());

    // connect first
    let mut s = TcpStream::connect((host.as_str(), 3333)).expect("connect");
    println!("connected to {}", host);

    // then ask for the message
    print!("[{}] message: ", who);
    stdout().flush().unwrap();
    let mut name = String::new();
    stdin().read_line(&mut name).unwrap();
    let msg = format!("{}: {}", who, name.trim());
    writeln!(s, "{}", msg).expect("send");
    println!("[{}] sent: {}", who, msg);

    // acknowledgement of the server
    let mut ack = String::new();
    BufReader::new(&s).read_line(&mut ack).expect("read");
    println!("[{}] received: {}", who, ack.trim());
}
