/**
 * Checks that Redis sends only the replies that this gateway expects: lines, numbers, texts, and short flat lists of
 * these.
 *
 * Other parts of the protocol (https://redis.io/docs/latest/develop/reference/protocol-spec/), such as a nil in place
 * of a reply, nested lists or pushes, are never requested. Neither are replies that would fill the memory.
 */
const maxLineCharacters = 64 * 1024;
const reply = /^(?:[-+][^\r\n]*|:[-+]?\d{1,19}|\$\d{1,6}|\*\d)\r\n$/;
/** A member of a list may be nil. */
const member = /^(?:[-+][^\r\n]*|:[-+]?\d{1,19}|\$(?:\d{1,6}|-1))\r\n$/;
/** While a connection listens to channels: messages and replies to its own commands, both as lists without nil. */
const message = /^(?:-[^\r\n]*|\*[23])\r\n$/;
const memberOfMessage = /^(?:\+[^\r\n]*|:[-+]?\d{1,19}|\$\d{1,6})\r\n$/;

export class ReplyGuard {
  /** Remaining bytes of a text, with its line end. */
  #textBytes = 0;
  /** Remaining members of a list. */
  #members = 0;
  /** The incomplete line. */
  #line = '';
  #forms = { reply, member };

  /** From now on; call it before the command that subscribes, when every earlier reply has arrived. */
  expectMessages(): void {
    this.#forms = { reply: message, member: memberOfMessage };
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
    if (!(this.#members > 0 ? this.#forms.member : this.#forms.reply).test(line)) return false;
    if (this.#members > 0) this.#members -= 1;
    const count = Number(line.slice(1));
    if (line.startsWith('*')) this.#members = count;
    if (line.startsWith('$') && count >= 0) this.#textBytes = count + '\r\n'.length;
    return true;
  }
}
