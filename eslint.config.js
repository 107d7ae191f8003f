import js from '@eslint/js';
import { configs as litConfigs } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import tseslint from 'typescript-eslint';

/** Ways by which a picture could leave the device: only `src/offline/` may talk to the network at all. */
const WAYS_OUT = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'RTCPeerConnection', 'WebTransport'];
/** `self.fetch` and its like lead out as well as the bare name. */
const WAYS_OUT_PROPERTIES = [...WAYS_OUT, 'sendBeacon', 'toDataURL', 'captureStream'];

/** Rooms that must stay pure: no DOM, no runtime, so that they run the same in page, worker and Node. */
const PURE_ROOMS = [
  'src/scene/**/*.ts',
  'src/touch/**/*.ts',
  'src/find/{choice,find-rules,find-words,fold-text,guidance,target,ticks}.ts',
  'src/speech/{announcer,announcer-state,hazards,hazard-watch,news,remembered-objects,describe-scene}.ts',
];

/** Speech recognition may send what it hears away: the one file that uses it makes sure that it doesn't. */
const LISTENER = 'src/find/spoken-choice.ts';
const WAYS_TO_LISTEN = ['SpeechRecognition', 'webkitSpeechRecognition', 'MediaRecorder'];
const DOM_GLOBALS = ['window', 'document', 'navigator', 'localStorage', 'indexedDB', 'caches'];

export default tseslint.config(
  { ignores: ['dist', 'public/models', 'coverage', 'test-results'] },
  js.configs.recommended,
  tseslint.configs.strict,
  tseslint.configs.stylistic,
  litConfigs['flat/recommended'],
  litA11y.configs.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-undef': 'off',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/offline/**', '**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', ...WAYS_OUT],
      'no-restricted-properties': ['error', ...WAYS_OUT_PROPERTIES.map((property) => ({ property }))],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: [LISTENER, '**/*.test.ts', '**/*.fixture.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: `Identifier[name=/^(${WAYS_TO_LISTEN.join('|')})$/]`, message: `Only in ${LISTENER}.` },
      ],
    },
  },
  {
    files: PURE_ROOMS,
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-globals': ['error', ...WAYS_OUT, ...DOM_GLOBALS] },
  },
  { files: ['models/**', 'scripts/**', 'test/**'], rules: { 'no-console': 'off' } },
);
