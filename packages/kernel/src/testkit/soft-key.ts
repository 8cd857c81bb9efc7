import { type KeyObject, createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { invariant } from '../command/invariant.ts';

type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>;

/** CBOR as authenticators write it (RFC 8949): whole numbers, bytes, text and maps. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, one]) => [cbor(key), cbor(one)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.of((major << 5) | value);
  if (value < 256) return Buffer.of((major << 5) | 24, value);
  return Buffer.of((major << 5) | 25, value >> 8, value & 255);
}

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();

/** What a wrong key, browser or thief does otherwise. */
export interface Touch {
  /** The page's origin. */
  readonly origin: string;
  /** Host the key signs for, where it is not the one it is asked for. */
  readonly rpId?: string;
  readonly userPresent?: boolean;
  /** A passkey that is copied to other devices. */
  readonly synced?: boolean;
  readonly format?: 'none' | 'packed';
}

/** A USB security key in software: one ES256 credential, with a counter that goes up at each touch. */
export class SoftKey {
  readonly id = randomBytes(32);
  counter = 0;
  readonly #private: KeyObject;
  readonly #public: KeyObject;

  constructor() {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#private = pair.privateKey;
    this.#public = pair.publicKey;
  }

  /** Answer to the options of a registration. */
  register(options: { readonly challenge: string; readonly rp: { readonly id: string } }, touch: Touch) {
    const clientData = clientDataOf('webauthn.create', options.challenge, touch);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.#coseKey()]);
    const authData = Buffer.concat([this.#authData(touch.rpId ?? options.rp.id, touch, 0x40), attested]);
    const isPacked = touch.format === 'packed';
    const statement: [string, Cbor][] = isPacked
      ? [
          ['alg', -7],
          ['sig', this.#sign(authData, clientData)],
          ['x5c', Buffer.from('certificates')],
        ]
      : [];
    const attestation = cbor(
      new Map<string, Cbor>([
        ['fmt', touch.format ?? 'none'],
        ['attStmt', new Map(statement)],
        ['authData', authData],
      ]),
    );
    return this.#answer({
      clientDataJSON: clientData.toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['usb'],
    });
  }

  /** Answer to the options of a sign-in or a proof. */
  assert(options: { readonly challenge: string; readonly rpId: string }, touch: Touch) {
    this.counter += 1;
    const clientData = clientDataOf('webauthn.get', options.challenge, touch);
    const authData = this.#authData(touch.rpId ?? options.rpId, touch, 0);
    return this.#answer({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: this.#sign(authData, clientData).toString('base64url'),
    });
  }

  #answer<Response>(response: Response) {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {}, response };
  }

  /** Web Authentication §6.1: hash of the host, flags, counter. */
  #authData(rpId: string, touch: Touch, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const present = touch.userPresent === false ? 0 : 0x01;
    const synced = touch.synced === true ? 0x08 : 0;
    return Buffer.concat([sha256(rpId), Buffer.of(flags | present | synced), counter]);
  }

  #sign(authData: Buffer, clientData: Buffer): Buffer {
    return sign('sha256', Buffer.concat([authData, sha256(clientData)]), this.#private);
  }

  /** COSE_Key of an ES256 key (RFC 9053 §7.1.1). */
  #coseKey(): Buffer {
    const { x, y } = this.#public.export({ format: 'jwk' });
    invariant(x !== undefined && y !== undefined, 'a point of the curve');
    const members: [number, Cbor][] = [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ];
    return cbor(new Map(members));
  }
}

function clientDataOf(type: string, challenge: string, touch: Touch): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin: touch.origin, crossOrigin: false }));
}
