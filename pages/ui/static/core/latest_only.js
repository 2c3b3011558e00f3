// Questions of which only the newest counts: what was asked before is answered before that is asked, and it is asked as
// soon as that answer is read, so that the server computes while the answer is drawn.

const RETRY_MS = 1000;
const SLOW_MS = 250; // an answer that takes longer, as when something compiles, is worth a sign

/** @typedef {import("./server.js").Reply} Reply */
/**
 * @template {object} Question
 * @template Answer
 * @typedef {object} Ways
 * @property {(question: Question) => Promise<Reply>} ask
 * @property {(reply: Reply) => Promise<Answer>} read
 * @property {(answer: Answer, question: Question) => void} take
 * @property {(what: "slow" | "offline" | "online" | "idle") => void} tell an answer is awaited; no server; nothing is
 */

/** @template {object} Question @template Answer */
export class LatestOnly {
  #ways;
  /** @type {Question | null} */ #wanted = null; // not yet asked
  /** @type {{question: Question, reply: Promise<Reply>} | null} */ #ahead = null; // asked while an answer is used
  #connected = true;
  #left = false;
  busy = false; // something is asked

  /** @param {Ways<Question, Answer>} ways */
  constructor(ways) {
    this.#ways = ways;
  }

  /** What is not yet asked. */
  get wanted() {
    return this.#wanted;
  }

  /** Whether more was asked since that of which the answer is being taken. */
  get goesOn() {
    return Boolean(this.#wanted || this.#ahead);
  }

  /** Nothing more is asked. */
  leave() {
    this.#left = true;
  }

  /** @param {Question} question */
  async want(question) {
    this.#wanted = question;
    if (this.busy) return;
    this.busy = true;
    const slow = setTimeout(() => this.#ways.tell("slow"), SLOW_MS);
    for (let next = this.#ask(); next && !this.#left; next = this.#ahead ?? this.#ask()) {
      this.#ahead = null;
      try {
        const reply = await next.reply;
        if (!reply.ok) throw new Error(`the server answered ${reply.status}`);
        const answer = await this.#ways.read(reply);
        this.#ahead = this.#ask();
        this.#ways.take(answer, next.question);
        this.#online(true);
      } catch {
        this.#online(false);
        if (!this.#ahead) this.#wanted ??= next.question;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    this.busy = false;
    clearTimeout(slow);
    this.#ways.tell("idle");
  }

  /** Asks what is wanted. */
  #ask() {
    const question = this.#wanted;
    if (question === null || this.#left) return null;
    this.#wanted = null;
    const reply = (async () => this.#ways.ask(question))();
    reply.catch(() => {}); // it is heard of when its turn has come
    return { question, reply };
  }

  /** @param {boolean} connected */
  #online(connected) {
    if (connected !== this.#connected) this.#ways.tell(connected ? "online" : "offline");
    this.#connected = connected;
  }
}
