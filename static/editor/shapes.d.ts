/** The shapes of a text that is being edited, for the type checker. */

import type { Ack, Line } from "../session/wire";

export type { Line, LineKind, Run as RichRun } from "../session/wire";

/** A line as the editor holds it. In a section `id` is the block's; elsewhere it only tells lines apart. */
export interface EditedLine extends Line {
  id: string;
  sources: string[];
}
/** A line from the clipboard; `sources` only of a line that was cut from the same text. */
export interface PastedLine extends Line {
  sources?: string[];
}

export interface Wish {
  type: string;
  data: Record<string, unknown>;
  /** The command's id, which is that of what it creates. */
  id?: string;
}

/** Where a text lives: what stands there, how two changes become one, and how a change is asked for. */
export interface Way {
  /** Tells this text from all others on the page: a channel, or `draft:PART`. */
  readonly target: string;
  /** The channel whose order the wishes stand in. */
  readonly channel: string;
  /** Whether its lines have names that the server knows. */
  readonly named: boolean;
  /** One paragraph, which Enter does not part. */
  readonly single: boolean;
  /** Whether its words may have emphasis and links. */
  readonly styled: boolean;
  /** What stands on the server as far as this page knows; null until that has come. */
  told(): EditedLine[] | null;
  merge(base: EditedLine[], mine: EditedLine[], theirs: EditedLine[]): EditedLine[];
  /** Takes a change back, or makes it again, in what stands now; null where nothing is left of what was changed. */
  turn(from: EditedLine[], to: EditedLine[], now: EditedLine[]): EditedLine[] | null;
  /** What has to be asked for, so that `mine` stands instead of `base`. */
  wishes(base: EditedLine[], mine: EditedLine[]): Wish[];
  send(wish: Wish & { id: string }): Promise<Ack>;
  /** Gives the answer to a wish that an earlier page made: at once, or when it comes. */
  heard(id: string, then: (ack: Ack) => void): void;
  /** Whether a wish, also one that an earlier page made, is not answered yet. */
  waiting(id: string): boolean;
  /** Whether what this page knows includes the channel's event with that number. */
  knows(seq: number): boolean;
  /** Calls whenever one of the above may have changed; gives what ends it. */
  follow(changed: () => void): () => void;
}

/** A change that its writer can take back: the lines that differ, and in which order all stood. */
export interface Change {
  target: string;
  before: EditedLine[];
  after: EditedLine[];
  /** Milliseconds since 1970. */
  at: number;
}
