/**
 * What is printed arrives whole, or the command says so. Plain JavaScript for start.mjs, which has
 * it in place before a verb is loaded: so it holds for all that writes to standard output.
 */
import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** A code that says that something is wrong already is kept; these would promise a result. */
const resultCodes = [0, 1, 2];
const troubleCode = 3;

/**
 * Watches standard output and standard error. Gives a function that ends the output: it waits until
 * all of it was taken, and turns the exit code of a verb into 3 if some of it could not be written.
 */
export function guardOutput({ stdout, stderr } = process) {
  // A file may not grow beyond `ulimit -f`: write(2) then fails with EFBIG, where it would end us.
  process.on('SIGXFSZ', () => {});
  if (isFileOrDevice(stdout.fd)) writeWhole(stdout);
  let isLost = false;
  stdout.on('error', (error) => {
    // A reader that went away (`| head`) has what it wanted, and must not end a run in its midst.
    if (isLost || error.code === 'EPIPE' || isLate(error)) return;
    isLost = true;
    stderr.write(`lab: Cannot write to standard output: ${error.message}\n${getHint(error.code)}`);
  });
  // There is no place left to say that nothing can be said; the exit code is still true.
  stderr.on('error', () => {});
  return async (code) => {
    await Promise.all([flush(stdout), flush(stderr)]);
    return isLost && resultCodes.includes(code) ? troubleCode : code;
  };
}

/** What is written after the first error fails because of it. */
function isLate(error) {
  return error.code === 'ERR_STREAM_DESTROYED' || error.code === 'ERR_STREAM_WRITE_AFTER_END';
}

function getHint(code) {
  if (code === 'ENOSPC') return '     The disk is full: make room, and run it again.\n';
  if (code === 'EDQUOT') return '     Your quota of the disk is used up: make room.\n';
  return '';
}

/** Node takes these for files, and gives them a stream that writes at once (SyncWriteStream). */
function isFileOrDevice(fd) {
  try {
    const facts = fstatSync(fd);
    return facts.isFile() || (facts.isCharacterDevice() && !isatty(fd));
  } catch {
    return false;
  }
}

/**
 * write(2) may take less than it is given, as where the disk has little room left. Node's stream
 * for files leaves it at that, without an error (seen in Node 20.20); here the rest is written,
 * or the error is met that says why it cannot be.
 */
function writeWhole(stream) {
  stream._write = (chunk, encoding, done) => {
    try {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
      for (let at = 0; at < bytes.length; ) at += writeSync(stream.fd, bytes, at);
    } catch (error) {
      done(error);
      return;
    }
    done();
  };
}

/**
 * A pipe may still hold what was printed; an empty write returns once it is gone, or has failed.
 */
function flush(stream) {
  return new Promise((resolve) => stream.write('', resolve));
}
