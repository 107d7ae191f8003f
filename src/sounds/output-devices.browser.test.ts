import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type OutputDevices, watchOutputDevices } from './output-devices';

let watched: OutputDevices | undefined;
const changed = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  changed.mockReset();
});
afterEach(() => {
  watched?.dispose();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const device = (kind: MediaDeviceKind, deviceId: string) =>
  ({ kind, deviceId, label: '', groupId: '' }) as MediaDeviceInfo;

/** Stub: nothing can be plugged into this machine. */
function stubDevices(...devices: MediaDeviceInfo[]) {
  vi.spyOn(navigator.mediaDevices, 'enumerateDevices').mockResolvedValue(devices);
}
const tell = () => navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
const pass = () => vi.advanceTimersByTimeAsync(1000);

it('tells once that headphones were plugged in, though the browser tells often (stub: a plug)', async () => {
  stubDevices(device('audiooutput', 'loudspeaker'));
  watched = watchOutputDevices(changed);
  await pass();
  stubDevices(device('audiooutput', 'loudspeaker'), device('audiooutput', 'headphones'));
  for (let times = 0; times < 3; times++) tell();
  await pass();
  expect(changed).toHaveBeenCalledTimes(1);
});

it('tells of a change that shows nowhere, as without leave for the microphone (stub: a plug)', async () => {
  stubDevices(device('audiooutput', ''));
  watched = watchOutputDevices(changed);
  await pass();
  tell();
  await pass();
  expect(changed).toHaveBeenCalledTimes(1);
});

it('leaves out what is a change of cameras alone (stub: a second camera)', async () => {
  stubDevices(device('audiooutput', ''), device('videoinput', 'one'));
  watched = watchOutputDevices(changed);
  await pass();
  stubDevices(device('audiooutput', ''), device('videoinput', 'one'), device('videoinput', 'two'));
  tell();
  await pass();
  expect(changed).not.toHaveBeenCalled();
});

it('tells nothing more after it was given up', async () => {
  watched = watchOutputDevices(changed);
  tell();
  watched.dispose();
  tell();
  await pass();
  expect(changed).not.toHaveBeenCalled();
});

it('does without where the devices are not to be had (stub: an insecure page)', async () => {
  vi.spyOn(navigator, 'mediaDevices', 'get').mockReturnValue(undefined as unknown as MediaDevices);
  watched = watchOutputDevices(changed);
  expect(watched.dispose).not.toThrow();
});

it('tells even where they can not be listed (stub: the browser refuses)', async () => {
  vi.spyOn(navigator.mediaDevices, 'enumerateDevices').mockRejectedValue(
    new DOMException('no', 'NotAllowedError'),
  );
  watched = watchOutputDevices(changed);
  tell();
  await pass();
  expect(changed).toHaveBeenCalledTimes(1);
});
