/**
 * Checks that Redis sends only the replies that this gateway expects: lines, numbers, texts, and short flat lists of
 * these.
 *
 * Other parts of the protocol (https://redis.io/docs/latest/develop/reference/protocol-spec/), such as a nil in place
 * of a reply, deeper lists or pushes, are never requested. Neither are replies that would fill the memory.
 */
const maxLineCharacters = 64 * 1024;

/** What a line may be: of a reply, of a member of it, of a member of that, and so on. */
type Forms = readonly RegExp[];

const conversations = {
  commands: [
    /^(?:[-+][^\r\n]*|:[-+]?\d{1,19}|\$\d{1,6}|\*\d)\r\n$/,
    // It may be nil.
    /^(?:[-+][^\r\n]*|:[-+]?\d{1,19}|\$(?:\d{1,6}|-1))\r\n$/,
  ],
  /** While a connection listens to channels: messages and replies to its own commands, both as lists without nil. */
  messages: [/^(?:-[^\r\n]*|\*[23])\r\n$/, /^(?:\+[^\r\n]*|:[-+]?\d{1,19}|\$\d{1,6})\r\n$/],
  /** Addresses, messages and lists of Sentinels. Nil is the address of a master that they do not know. */
  sentinel: [/^(?:[-+][^\r\n]*|\*(?:\d{1,3}|-1))\r\n$/, /^(?::\d{1,9}|\$\d{1,6}|\*\d{1,3})\r\n$/, /^\$\d{1,6}\r\n$/],
  /** Ranges: two slots, then nodes with address, port, id and further names. An address may be nil. */
  slots: [
    /^(?:[-+][^\r\n]*|\*\d{1,5})\r\n$/,
    /^\*[1-9]\d{0,2}\r\n$/,
    /^(?::\d{1,5}|\*\d)\r\n$/,
    /^(?:\$(?:\d{1,6}|-1)|:\d{1,5}|\*\d)\r\n$/,
    /^\$\d{1,6}\r\n$/,
  ],
} satisfies Record<string, Forms>;

export type Conversation = keyof typeof conversations;

export class ReplyGuard {
  /** Remaining bytes of a text, with its line end. */
  #textBytes = 0;
  /** Remaining members of each list that is open, the outermost first. */
  readonly #members: number[] = [];
  /** The incomplete line. */
  #line = '';
  #forms: Forms;

  constructor(conversation: Conversation = 'commands') {
    this.#forms = conversations[conversation];
  }

  /** From now on; call it before the command that subscribes, when every earlier reply has arrived. */
  expectMessages(): void {
    this.#forms = conversations.messages;
  }

  /** False if the connection must be closed; the guard must not be used afterwards. */
  accepts(chunk: Buffer): boolean {
    let at = 0;
    while (at < chunk.length) {
      const text = Math.min(this.#textBytes, chunk.length - at);
      this.#textBytes -= text;
      at += text;
      if (at === chunk.length) return true;
      const end = chunk.indexOf('\n', at);
      const next = end < 0 ? chunk.length : end + 1;
      this.#line += chunk.toString('latin1', at, next);
      at = next;
      if (!/^[-+:$*]/.test(this.#line) || this.#line.length > maxLineCharacters) return false;
      if (end >= 0 && !this.#acceptsLine()) return false;
    }
    return true;
  }

  #acceptsLine(): boolean {
    const line = this.#line;
    this.#line = '';
    const depth = this.#members.length;
    if (!(this.#forms[depth]?.test(line) ?? false)) return false;
    if (depth > 0) this.#members[depth - 1] = (this.#members[depth - 1] ?? 0) - 1;
    const count = Number(line.slice(1));
    if (line.startsWith('*') && count > 0) this.#members.push(count);
    if (line.startsWith('$') && count >= 0) this.#textBytes = count + '\r\n'.length;
    while (this.#members.at(-1) === 0) this.#members.pop();
    return true;
  }
}
