import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { type LabelName, label } from '../localisation/localisation';
import { PRACTICE_NAMES, type PracticeName } from '../practice/scenes';
import './nearsay-dialog';
import type { NearsayDialog } from './nearsay-dialog';
import { base, controls } from './styles';

/** The person wants this scene to be played, from its beginning; null: none any more. */
export class PractiseEvent extends Event {
  static readonly type = 'practise';
  constructor(readonly name: PracticeName | null) {
    super(PractiseEvent.type);
  }
}

/** The person wants to hear a sound of the lesson. */
export class PlaySoundEvent extends Event {
  static readonly type = 'play-sound';
  /** @param index place in the lesson, from 0 */
  constructor(readonly index: number) {
    super(PlaySoundEvent.type);
  }
}

const SCENE_LABELS: Readonly<Record<PracticeName, LabelName>> = {
  approach: 'practiceApproach',
  crowd: 'practiceCrowd',
  street: 'practiceStreet',
  room: 'practiceRoom',
  find: 'practiceFind',
};

/**
 * Practice scenes and the lesson of sounds. The button of the scene that is played becomes the one that stops it, as Start
 * becomes Stop: it says what a press will do, where "pressed" would leave that to be guessed, and the focus stays on it.
 * @fires practise - a scene is to be played, or the one that is played is to be stopped
 * @fires play-sound
 * @fires close - after it was closed; a scene that was played is stopped before
 */
@customElement('nearsay-practice')
@localized()
export class NearsayPractice extends LitElement {
  /** The scene that is played now. */
  @property({ attribute: false }) playing: PracticeName | null = null;
  /** What was said last in it, for those who read along. */
  @property() lastSaid = '';
  /** The sounds that can be learnt, in their order. */
  @property({ attribute: false }) lesson: readonly { readonly label: LabelName }[] = [];
  /** The element that holds the page's live regions. */
  @property({ attribute: false }) liveRegions: HTMLElement | null = null;
  @query('nearsay-dialog') private _dialog!: NearsayDialog;

  static override styles = [
    base,
    controls,
    css`
      .group {
        display: grid;
        gap: 0.6rem;
        margin-bottom: 1.8rem;
      }
      h3 {
        font-size: clamp(1rem, 8vw, 1.3rem);
        line-height: 1.25;
      }
      .hint {
        color: var(--muted);
      }
      button {
        text-align: start;
      }
      small {
        display: block;
        font-size: 1rem;
      }
      /* Room for what will be said, so that nothing below jumps away from under a finger. */
      .said {
        min-height: 6.2em;
        padding: 0.5em 0.7em;
        border: 3px solid var(--line);
        border-radius: 18px;
        background: var(--surface);
        font-size: clamp(1.1rem, 9vw, 1.8rem);
        font-weight: 600;
        line-height: 1.3;
      }
      .said span {
        display: block;
        color: var(--muted);
        font-size: 1rem;
      }
    `,
  ];

  get isOpen(): boolean {
    return this._dialog.isOpen;
  }

  show(): void {
    void this._dialog.show();
  }

  override render() {
    return html`
      <nearsay-dialog
        .heading=${label('practise')}
        .closeLabel=${label('close')}
        .liveRegions=${this.liveRegions}
        @close=${this.#closed}
      >
        <div class="group">
          <p class="hint">${label('practiseHint')}</p>
          ${PRACTICE_NAMES.map((name) => this.#scene(name))}
        </div>
        ${this.lesson.length > 0 ? this.#lesson() : nothing}
      </nearsay-dialog>
    `;
  }

  /** What is said stands right below the button: where the person looks, and next in the order of a screen reader. */
  #scene(name: PracticeName) {
    const isPlaying = name === this.playing;
    return html`
      <button
        class=${isPlaying ? 'primary' : ''}
        @click=${() => this.dispatchEvent(new PractiseEvent(isPlaying ? null : name))}
      >
        ${
          isPlaying
            ? html`${label('stopPractice')} <small>${label(SCENE_LABELS[name])}</small>`
            : label(SCENE_LABELS[name])
        }
      </button>
      ${isPlaying ? this.#said() : nothing}
    `;
  }

  /** Not a live region: the same words are spoken, or given to the screen reader. */
  #said() {
    return html`<p class="said"><span>${label('lastSaid')}:</span> <q>${this.lastSaid}</q></p>`;
  }

  #lesson() {
    return html`
      <div class="group">
        <h3>${label('soundLesson')}</h3>
        <p class="hint">${label('soundLessonHint')}</p>
        ${this.lesson.map(
          (sound, index) =>
            html`<button class="sound" @click=${() => this.dispatchEvent(new PlaySoundEvent(index))}>
              ${label(sound.label)}
            </button>`,
        )}
      </div>
    `;
  }

  #closed(): void {
    if (this.playing) this.dispatchEvent(new PractiseEvent(null));
    this.dispatchEvent(new Event('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-practice': NearsayPractice;
  }
}
