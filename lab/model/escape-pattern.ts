/** A text as a regular expression that matches it alone; Node 24 has RegExp.escape, Node 20 not. */
export function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
