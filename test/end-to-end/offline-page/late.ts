declare const PROBE_VERSION: string;

export const version = PROBE_VERSION;
