/**
 * A private audio and speech server, so that Chromium on a machine without sound card or desktop has real local
 * voices, and so that what they say can be recorded and measured.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Recording } from '../recording';

/** Environment that leads a browser, and the recorder, to the private server. Plain data: it crosses processes. */
export type SpeechEnvironment = Readonly<
  Record<'XDG_RUNTIME_DIR' | 'PULSE_SERVER' | 'SPEECHD_ADDRESS', string>
>;

export interface SpeechServer {
  readonly environment: SpeechEnvironment;
  /** Ends both servers and removes their folder; safe to call twice. */
  stop(): Promise<void>;
}

const PROGRAMS = ['pulseaudio', 'parec', 'speech-dispatcher'];
const SINK = 'speech';
const SAMPLE_RATE = 16000;
const START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 2_000;

/**
 * Only the espeak-ng module. The system's own configuration also tries modules that aren't installed, and the
 * server answers no one until they have failed (4 s in place of 0.3 s).
 */
const SPEECH_CONFIGURATION = [
  'LogLevel 1',
  'AudioOutputMethod "pulse"',
  'AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"',
  'DefaultModule espeak-ng',
  '',
].join('\n');

/** The programs of the server that this machine lacks. */
export function missingSpeechPrograms(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return PROGRAMS.filter((program) => !folders.some((folder) => existsSync(join(folder, program))));
}

/**
 * Starts PulseAudio with a null sink and Speech Dispatcher with espeak-ng, both in a new folder of their own: the
 * person's real sound and speech are not touched. The folder's path must stay short (a socket's path has at most
 * 107 bytes). Both are killed when this process ends, however it ends by itself.
 * @throws Error when a program is missing or doesn't answer within 20 s.
 */
export async function startSpeechServer(): Promise<SpeechServer> {
  const missing = missingSpeechPrograms();
  if (missing.length > 0) throw new Error(`No speech server: ${missing.join(', ')} not installed.`);

  const folder = await mkdtemp(join(tmpdir(), 'nearsay-speech-'));
  const pulseSocket = join(folder, 'pulse', 'native');
  const speechSocket = join(folder, 'speech-dispatcher', 'speechd.sock');
  const environment: SpeechEnvironment = {
    XDG_RUNTIME_DIR: folder,
    PULSE_SERVER: `unix:${pulseSocket}`,
    SPEECHD_ADDRESS: `unix_socket:${speechSocket}`,
  };
  // The servers' home is the folder too: no settings of the person are read, no cookie is left behind.
  const environmentOfServers = { ...process.env, ...environment, HOME: folder, XDG_CONFIG_HOME: folder };
  const configuration = join(folder, 'configuration');
  await mkdir(join(configuration, 'modules'), { recursive: true });
  await writeFile(join(configuration, 'speechd.conf'), SPEECH_CONFIGURATION);
  await writeFile(join(configuration, 'modules', 'espeak-ng.conf'), '');

  const processes: ChildProcess[] = [];
  const start = (program: string, args: string[]) => {
    const child = spawn(program, args, { env: environmentOfServers, stdio: 'ignore', detached: true });
    child.on('error', () => undefined); // Shows as "did not start" below.
    processes.push(child);
    return child;
  };
  const killAll = (signal: NodeJS.Signals) => {
    for (const child of processes) killGroup(child, signal);
  };
  const onExit = () => {
    killAll('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', onExit);

  const stop = async () => {
    process.off('exit', onExit);
    killAll('SIGTERM');
    await Promise.race([Promise.all(processes.map(ended)), delay(STOP_LIMIT_MS)]);
    onExit();
  };

  try {
    const audio = start('pulseaudio', [
      '-n',
      '--daemonize=no',
      '--use-pid-file=no',
      '--exit-idle-time=-1',
      '--load=module-native-protocol-unix auth-anonymous=1',
      `--load=module-null-sink sink_name=${SINK} rate=${SAMPLE_RATE} channels=1`,
    ]);
    await answers(audio, pulseSocket);
    const speech = start('speech-dispatcher', ['-s', '-t', '0', '-C', configuration, '-L', folder]);
    await answers(speech, speechSocket);
  } catch (error) {
    await stop();
    throw error;
  }
  return { environment, stop };
}

export interface SpeechRecorder {
  /** What was played since recording began. */
  recording(): Recording;
  /** Ends recording and returns all of it. */
  stop(): Promise<Recording>;
}

/**
 * Records what the speech server plays, one channel at 16 kHz. Resolves when sound flows, up to 2 s later: the null
 * sink plays its first, long buffer before it takes on the recorder's short one.
 * @throws Error when nothing flows within 20 s.
 */
export async function recordSpeech(environment: SpeechEnvironment): Promise<SpeechRecorder> {
  const recorder = spawn(
    'parec',
    [
      `--device=${SINK}.monitor`,
      '--format=s16le',
      `--rate=${SAMPLE_RATE}`,
      '--channels=1',
      '--latency-msec=20',
    ],
    { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  recorder.on('error', () => undefined); // Shows as silence below.
  const chunks: Buffer[] = [];
  let startedAt = 0;
  recorder.stdout.on('data', (chunk: Buffer) => {
    if (chunks.length === 0) startedAt = Date.now() - (chunk.length / 2 / SAMPLE_RATE) * 1000;
    chunks.push(chunk);
  });

  const recording = () => {
    const bytes = Buffer.concat(chunks);
    const samples = new Int16Array(Math.floor(bytes.length / 2));
    for (let index = 0; index < samples.length; index++) samples[index] = bytes.readInt16LE(index * 2);
    return { samples, sampleRate: SAMPLE_RATE, startedAt };
  };
  const stop = async () => {
    recorder.kill();
    await ended(recorder);
    return recording();
  };

  try {
    await once(recorder.stdout, 'data', { signal: AbortSignal.timeout(START_LIMIT_MS) });
  } catch (cause) {
    recorder.kill();
    throw new Error('The recorder heard nothing from the speech server.', { cause });
  }
  return { recording, stop };
}

/** Resolves when the server's socket is there; rejects when the server ended or took too long. */
async function answers(server: ChildProcess, socket: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!existsSync(socket)) {
    if (server.pid === undefined || server.exitCode !== null || Date.now() > deadline) {
      throw new Error(`No speech server: ${server.spawnfile} did not start.`);
    }
    await delay(20);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once('exit', resolve));
}

/** The servers lead process groups, so that the modules which Speech Dispatcher starts end with it. */
function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}
