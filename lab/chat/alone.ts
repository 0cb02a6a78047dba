/**
 * One keyboard in one terminal: what the client's terminal on the box shows is shown here as it
 * comes, and every key goes there, Ctrl-C and Ctrl-D too. Ctrl-\ ends all, as a last resort.
 */
import { takeScreen } from './screen.ts';
import type { ChatView, Hands } from './view.ts';

const quitKey = 0x1c;

export function openAlone(own: string, hands: Hands): ChatView {
  const resize = () => hands.resize(own, screen.rows, screen.columns);
  const screen = takeScreen(
    { isWhole: false },
    {
      typed(bytes) {
        if (bytes.includes(quitKey)) hands.finish();
        else hands.type(own, bytes);
      },
      resized: resize,
    },
  );
  resize();
  return {
    show(role, bytes) {
      if (role === own) screen.write(bytes);
    },
    leave() {},
    close: () => screen.restore(),
  };
}
