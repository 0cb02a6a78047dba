/**
 * Wrong: says that it is ready and ends, with status 0, without having listened to anybody.
 *
 * A thread for each client would be needed where a read blocks, because while the server waits
 * for one client it would not notice what the other one sends. Here there is none at all.
 */
console.log('The server is ready to receive');
