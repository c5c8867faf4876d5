/**
 * The websocket of a program that understands acknowledgements and events: sends the messages of
 * y-protocols and counts what the server says is on disk.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';

const SYNC = 0;
const ACK = 100;
const EVENT = 101;

export class Connection {
  /** How many updates were sent; answers to the server's step 1 are among them. */
  sent = 0;
  /** How many of them are on disk. */
  acked = 0;
  /** Updates of others that nobody has taken in yet, in their order. */
  readonly inbox: Uint8Array[] = [];
  #hasState = false;
  #wake: (() => void) | undefined;
  #broken: Error | undefined;
  readonly #socket: WebSocket;

  private constructor(address: string, private readonly doc: Y.Doc) {
    this.#socket = new WebSocket(address);
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.on('open', () => {
      this.#message((out) => sync.writeSyncStep1(out, doc));
    });
    this.#socket.on('message', (message: ArrayBuffer) => {
      this.#take(new Uint8Array(message));
      this.#wake?.();
    });
    this.#socket.on('close', (code, reason) => {
      this.#break(`closed with ${code}: ${reason.toString()}`);
    });
    this.#socket.on('error', (error) => {
      this.#break(error.message);
    });
  }

  /** Connects a document: it and the server tell each other what they have. */
  static async open(address: string, doc: Y.Doc): Promise<Connection> {
    const connection = new Connection(address, doc);
    await connection.#until(() => connection.#hasState && connection.sent > 0);
    return connection;
  }

  send(update: Uint8Array): void {
    this.sent += 1;
    this.#message((out) => sync.writeUpdate(out, update));
  }

  /** Waits until everything that was sent is on disk. */
  async settled(): Promise<void> {
    await this.#until(() => this.acked === this.sent);
  }

  /** Closes and waits until nothing comes any more. */
  async close(): Promise<void> {
    this.#socket.removeAllListeners('close');
    const closed = new Promise((done) => this.#socket.once('close', done));
    this.#socket.close();
    await closed;
  }

  async #until(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      if (this.#broken) {
        throw this.#broken;
      }
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
  }

  #take(message: Uint8Array): void {
    const input = decoding.createDecoder(message);
    switch (decoding.readVarUint(input)) {
      case SYNC:
        switch (decoding.readVarUint(input)) {
          case sync.messageYjsSyncStep1: {
            const known = decoding.readVarUint8Array(input);
            this.sent += 1;
            this.#message((out) => sync.writeSyncStep2(out, this.doc, known));
            break;
          }
          case sync.messageYjsSyncStep2:
            this.#hasState = true;
            this.inbox.push(decoding.readVarUint8Array(input));
            break;
          default:
            this.inbox.push(decoding.readVarUint8Array(input));
        }
        break;
      case ACK:
        this.acked = decoding.readVarUint(input);
        break;
      case EVENT: {
        const event = decoding.readVarString(input);
        if (['rejected', 'cannot_save', 'closing'].includes(JSON.parse(event).type)) {
          this.#break(event);
        }
        break;
      }
    }
  }

  #message(write: (out: encoding.Encoder) => void): void {
    const out = encoding.createEncoder();
    encoding.writeVarUint(out, SYNC);
    write(out);
    this.#socket.send(encoding.toUint8Array(out));
  }

  #break(why: string): void {
    this.#broken ??= new Error(`After ${this.sent} updates, ${this.acked} acknowledged: ${why}`);
    this.#wake?.();
  }
}
