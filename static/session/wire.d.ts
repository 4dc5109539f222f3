/** The shapes of docs/protocol.md, for the type checker. */

export type Role = "participant" | "note-taker" | "facilitator" | "projector";
export interface You {
  id: string | null;
  role: Role;
  room: string | null;
  name: string | null;
  organisation: string | null;
}
export interface Boot {
  session?: string;
  role?: "participant" | "facilitator" | "projector";
  language?: "sv" | "en";
  /** The projector's, as it was chosen when the page was made. */
  screen_language?: string;
  catalogue?: string | null;
  you?: You | null;
  channels?: Record<
    string,
    { seq: number; now: string; snapshot: SessionSnapshot | RoomSnapshot | DraftSnapshot }
  >;
  [more: string]: unknown;
}

export interface Organiser {
  name: string;
  logo: string | null;
}
export interface Settings {
  anonymous_notes: boolean;
  rooms_visible: "own" | "all";
  self_select_room: boolean;
  retention_days: number;
}
export interface SessionInfo {
  id: string;
  code: string;
  title: string;
  series: string | null;
  number: number | null;
  theme: string | null;
  date: string;
  place: string | null;
  published: string | null;
  language: "sv" | "en";
  status: "prepared" | "open" | "closed";
  opened_at: string | null;
  closed_at: string | null;
  organiser: Organiser | null;
  settings: Settings;
}
export interface Organisation {
  name: string;
  short: string | null;
}
export interface Category {
  title: string;
  examples: string[];
}
export interface NoteKind {
  id: string;
  label: string;
}
export interface ProgrammePart {
  channel: string;
  speaker: string;
  role: string | null;
  title: string | null;
}
export interface ProgrammeItem {
  id: string;
  kind: "opening" | "talks" | "workshop" | "break";
  title: string;
  time: string | null;
  channel: string | null;
  parts: ProgrammePart[];
}
export interface Step {
  id: string;
  item: string;
  title: string;
  minutes: number | null;
  silent: boolean;
  time: string | null;
}
export interface StepClock {
  id: string;
  status: "running" | "paused";
  started_at: string;
  ends_at: string | null;
  remaining: number | null;
}
export interface Proposal {
  number: number | null;
  title: string;
  text: string | null;
  from: string[];
  question: string | null;
}
export interface RoomInfo {
  id: string;
  name: string;
  capacity: number | null;
  locked: boolean;
  called_at: string | null;
  proposal: Proposal | null;
}
export interface Participant {
  id: string;
  name?: string | null;
  organisation: string | null;
  role: Role;
  room: string | null;
  joined_at: string;
}
export interface Theme {
  id: string;
  text: string;
  /** The same text with its styles; null or absent: it has none. */
  runs?: Run[] | null;
  sources: string[];
}
export interface Spotlight {
  note: string | null;
  theme: string | null;
  channel: string | null;
  text: string;
  kind: string | null;
  organisation: string | null;
}
export interface Queued {
  note: string | null;
  theme: string | null;
  channel: string | null;
}
export interface Screen {
  scene: "auto" | "lobby" | "work" | "harvest" | "pause";
  theme: "auto" | "light" | "dark";
  language: "auto" | "sv" | "en";
}
export interface Hall {
  ssid: string;
  password: string | null;
}
export interface Report {
  id: string;
  note: string;
  channel: string;
  reason: string | null;
  at: string;
}
export interface Message {
  id: string;
  text: string;
  rooms: string[] | null;
  at: string;
}
export interface SessionSnapshot {
  session: SessionInfo;
  organisations: Organisation[];
  categories: Category[];
  note_kinds: NoteKind[];
  programme: ProgrammeItem[];
  steps: Step[];
  step: StepClock | null;
  rooms: RoomInfo[];
  participants: Participant[];
  themes: Theme[];
  spotlight: Spotlight | null;
  spotlight_queue: Queued[];
  screen: Screen;
  hall: Hall | null;
  reports: Report[];
  undoable: number;
  messages: Message[];
}

export interface Note {
  id: string;
  number: number;
  text: string;
  kind: string;
  author: string | null;
  at: string;
  reply_to: string | null;
  cluster: string | null;
  supporters: string[];
  edited_at: string | null;
  removed: boolean;
  veiled: boolean;
  hidden: boolean;
  request: string | null;
}
export interface Cluster {
  id: string;
  title: string;
}
export interface Run {
  text: string;
  bold?: true;
  italic?: true;
  link?: string;
}
export type LineKind = "paragraph" | "bullet" | "numbered" | "heading";
export interface Line {
  kind: LineKind;
  level: 0 | 1 | 2;
  runs: Run[];
}
export interface Block {
  id: string;
  kind: LineKind;
  level: 0 | 1 | 2;
  text: string;
  runs: Run[] | null;
  sources: string[];
  version: number;
}
export interface Confirmation {
  at: string;
  reservation: string | null;
}
export interface RoomSnapshot {
  room: { id: string; kind: "room" | "item"; name: string };
  notes: Note[];
  clusters: Cluster[];
  blocks: Block[];
  confirmation: Confirmation | null;
}

export interface Text {
  part: string;
  lines: Line[] | null;
  version: number;
  at: string;
}
export interface Comment {
  id: string;
  channel: string | null;
  block: string | null;
  part: string | null;
  theme?: string | null;
  text: string;
  by: "facilitator" | "reader";
  organisation: string | null;
  at: string;
  settled_at: string | null;
}
export type PaperState = "working" | "draft" | "confirmed" | "sent";
export interface Reading {
  id: string;
  expires_at: string;
  withdrawn_at: string | null;
}
export interface DraftSnapshot {
  texts: Record<string, Text>;
  comments: Comment[];
  omitted: string[];
  paper: { state: PaperState; at: string | null; confirmations: boolean };
  readings: Reading[];
}

export interface Event {
  channel: string;
  seq: number;
  type?: string;
  by?: string | null;
  at?: string;
  data?: unknown;
}
export interface WireError {
  code: string;
  message: string;
  field?: string;
  retry_after?: number;
}
export type Ack = { ok: true; channel: string; seq: number } | { ok: false; error: WireError };
export interface Presence {
  id: string;
  state: "writing" | "here";
  unsent?: number;
  /** Where somebody writes: a block's or theme's id, or a part of the paper. */
  at?: string;
}

/** Who has been connected and is not any more, and how much waited on the device when it said so last. */
export interface Away {
  id: string;
  since: string;
  unsent?: number;
}

/** A channel as the browser holds it: what the server's snapshot says, and the number of the last event in it. */
export interface SessionState {
  channel: string;
  seq: number;
  data: SessionSnapshot;
}
export interface RoomState {
  channel: string;
  seq: number;
  data: RoomSnapshot;
}
export interface DraftChannelState {
  channel: string;
  seq: number;
  data: DraftSnapshot;
}
export type ChannelState = SessionState | RoomState | DraftChannelState;
