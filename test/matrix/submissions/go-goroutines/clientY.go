// Client Y: sends its message and prints what the server says about the order.
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
)

// main connects to the server, sends one line, and prints the line that comes back.
func main() {
	conn, err := net.Dial("tcp", os.Args[1]+":12000")
	if err != nil {
		panic(err)
	}
	defer conn.Close()
	fmt.Fprintln(conn, "Y: Bob")
	answer, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		panic(err)
	}
	fmt.Print("From server: ", answer)
}
