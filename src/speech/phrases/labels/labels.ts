/** What is written on the screen and read by a screen reader: names of controls, headings, hints. */
export interface InterfaceLabels {
  readonly start: string;
  readonly stop: string;
  /** Asks for everything that is ahead now. */
  readonly whatIsAhead: string;
  readonly repeat: string;
  /** Silences what is being said and drops what waits; the looking goes on. */
  readonly beQuiet: string;
  readonly choosePhoto: string;
  readonly chooseVideo: string;
  readonly dropHere: string;
  readonly settings: string;
  readonly close: string;
  /** Heading of the list of objects. */
  readonly nearestFirst: string;
  /** Alternative text of the picture with the boxes drawn over it. */
  readonly pictureWithBoxes: string;
  readonly voice: string;
  readonly voiceAutomatic: string;
  readonly speakWith: string;
  readonly speakWithOwnVoice: string;
  readonly speakWithScreenReader: string;
  readonly rate: string;
  readonly language: string;
  readonly languageOfDevice: string;
  readonly units: string;
  readonly unitSteps: string;
  readonly unitMetres: string;
  readonly unitFeet: string;
  readonly stepLength: string;
  readonly cameraHeightMetres: string;
  readonly cameraHeightFeet: string;
  readonly cameraHeightHint: string;
  readonly announce: string;
  readonly announceAll: string;
  readonly scoreThreshold: string;
  /** Heading of the safety notice. */
  readonly whatItCannotDo: string;
  readonly understood: string;
  readonly download: string;
  readonly tryAgain: string;
  readonly updateNow: string;
  readonly updateLater: string;
  /** Under the app's name. */
  readonly tagline: string;
  /** Below "Start". */
  readonly startHint: string;
  /** Before the text that was spoken last. */
  readonly lastSaid: string;
  /** On a thing in the list that is as near as another one. */
  readonly equallyNear: string;
  readonly announceChosen: string;
  readonly unitsHint: string;
  readonly scoreHint: string;
  readonly tryVoice: string;
  readonly detector: string;
  readonly detectorAutomatic: string;
  readonly privacy: string;
}
