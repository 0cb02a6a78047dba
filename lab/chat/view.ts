/** What a view of a chat is, and what it may do; split.ts and alone.ts are the two. */

/** A person's terminal, or a part of it, while the chat goes on. */
export interface ChatView {
  /** The next bytes that a client wrote to its terminal. */
  show(role: string, bytes: Uint8Array): void;
  /** A client has ended. */
  leave(role: string): void;
  /** Gives the terminal back. Idempotent. */
  close(): void;
}

/** What people do reaches the clients' terminals through these. */
export interface Hands {
  type(role: string, bytes: Uint8Array): void;
  resize(role: string, rows: number, columns: number): void;
  /** As if the window of a client's terminal had been closed. */
  hangUp(role: string): void;
  /** Ends the chat for all, at once. */
  finish(): void;
}
