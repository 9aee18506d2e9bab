// Renders an AsyncAPI document as one page, and makes sure that the page tells of every message.
// node render.mjs <document> <directory>
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Generator from '@asyncapi/generator';

const [source, directory] = process.argv.slice(2);
const generator = new Generator('@asyncapi/html-template', directory, {
  forceWrite: true,
  templateParams: { singleFile: 'true' },
});
// It refuses a document that is not valid AsyncAPI, with all reasons.
try {
  await generator.generateFromFile(source);
} catch (refused) {
  if (!refused.diagnostics) {
    throw refused;
  }
  for (const { severity, message, range } of refused.diagnostics) {
    if (severity === 0) {
      console.error(`${source}:${range.start.line + 1}: ${message}`);
    }
  }
  throw new Error(`${source}: ${refused.message}`);
}

const page = path.join(directory, 'index.html');
const html = await readFile(page, 'utf8');
const messages = generator.asyncapi.allMessages().all();
const missing = messages.map((message) => message.name()).filter((name) => !html.includes(name));
if (messages.length === 0 || missing.length > 0) {
  throw new Error(`${page} tells of ${messages.length - missing.length} of ${messages.length} messages; missing: ${missing}`);
}
console.log(`${page}: ${messages.length} messages, ${html.length} characters`);
