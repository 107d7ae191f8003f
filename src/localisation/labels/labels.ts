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

  // The ways to use it.
  readonly findSomething: string;
  readonly stopFinding: string;
  /** Heading of the choice of what to find. */
  readonly findWhat: string;
  /** Name of the field that shortens the list. */
  readonly filterThings: string;
  /** Begins to listen for the name of a thing; only where speech is recognised on the device. */
  readonly sayIt: string;
  readonly noThingMatches: string;
  /** Holds the camera's picture, to be felt with a finger. */
  readonly freeze: string;
  /** How the picture is explored by finger, keys and buttons. */
  readonly touchHint: string;
  /** Name of the picture that a finger explores. */
  readonly touchArea: string;
  readonly nextThing: string;
  readonly previousThing: string;
  readonly practise: string;
  readonly practiseHint: string;
  /** Names of the practice scenes. */
  readonly practiceApproach: string;
  readonly practiceCrowd: string;
  readonly practiceStreet: string;
  readonly practiceRoom: string;
  readonly practiceFind: string;
  readonly stopPractice: string;

  // The lesson of sounds: what each one means.
  readonly soundLesson: string;
  readonly soundLessonHint: string;
  readonly soundImminent: string;
  readonly soundHazard: string;
  readonly soundNear: string;
  readonly soundFar: string;
  readonly soundClear: string;
  readonly soundFault: string;
  readonly soundHeartbeat: string;
  readonly soundFindTick: string;
  readonly soundReach: string;
  readonly soundTouch: string;
  /** One sound from three places in turn. */
  readonly soundSides: string;

  // The first minute.
  readonly firstMinute: string;
  readonly next: string;
  readonly back: string;
  readonly skip: string;
  readonly allowCamera: string;
  readonly finish: string;

  // Settings of sounds, words and looks.
  readonly directions: string;
  readonly directionsInWords: string;
  readonly directionsByClock: string;
  readonly earcons: string;
  readonly heartbeat: string;
  readonly vibration: string;
  readonly theme: string;
  readonly themeOfDevice: string;
  readonly themeDark: string;
  readonly themeLight: string;
  readonly themeContrast: string;
  readonly textSize: string;
  /** Presets of what is announced. */
  readonly announceStreet: string;
  readonly announceRoom: string;
  readonly announceFinds: string;
  /** Under the choice of what is announced: dangers are told whatever is chosen. */
  readonly announceHint: string;

  // Headings of the settings' sections.
  readonly sectionVoice: string;
  readonly sectionWords: string;
  readonly sectionSounds: string;
  readonly sectionLooks: string;
}
