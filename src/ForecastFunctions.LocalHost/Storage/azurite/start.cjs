// Starts Azurite so that it lives no longer than the process holding its standard input.
'use strict';

const path = require('node:path');

// The pipe ends when the host ends, in whatever way; Azurite's own handler then closes its stores.
process.stdin.on('end', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(0), 5000).unref();
});
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();

// A dead host reads no output either; that must not keep the stores from being closed.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

// Ctrl+C reaches every process of the terminal; the host decides when storage may go: after the worker.
const once = process.once;
process.once = function (event, listener) {
  return event === 'SIGINT' ? this : once.call(this, event, listener);
};
process.on('SIGINT', () => {});

// Run by `node --eval` in the folder of the package, so the arguments lack the script they usually follow.
const azurite = path.join(process.cwd(), 'node_modules', 'azurite', 'dist', 'src', 'azurite.js');
process.argv.splice(1, 0, azurite);
require(azurite);
