/** The harnesses of our elements. */

import type { Session } from '../../src/app/session';
import type { NearsayApp } from '../../src/components/nearsay-app';
import type { NearsayDialogs } from '../../src/components/nearsay-dialogs';
import type { NearsayDialog } from '../../src/components/nearsay-dialog';
import type { NearsayObjects } from '../../src/components/nearsay-objects';
import type { NearsayPicture } from '../../src/components/nearsay-picture';
import type { NearsaySettings } from '../../src/components/nearsay-settings';
import type { NearsaySources } from '../../src/components/nearsay-sources';
import { ElementHarness, mount, textOf } from './element-harness';

export class DialogHarness extends ElementHarness<NearsayDialog> {
  get isOpen(): boolean {
    return this.get<HTMLDialogElement>('dialog').open;
  }

  get heading(): HTMLElement {
    return this.get('h2');
  }

  get closeButton(): HTMLButtonElement {
    return this.get('button');
  }
}

/** One entry of the list of things, in its parts. */
export interface ListedThing {
  readonly rank: string;
  readonly what: string;
  readonly measures: string;
}

export class ObjectsHarness extends ElementHarness<NearsayObjects> {
  get things(): ListedThing[] {
    return this.all('li').map((item) => {
      const part = (name: string) => textOf(item.querySelector(`.${name}`)!);
      return { rank: part('rank'), what: part('what'), measures: part('measures') };
    });
  }

  /** What is written in place of the list when nothing was found. */
  get emptyMessage(): string | null {
    const message = this.root.querySelector('p');
    return message && textOf(message);
  }
}

export class PictureHarness extends ElementHarness<NearsayPicture> {
  get figure(): HTMLElement {
    return this.get('figure');
  }

  /** In the order of painting. */
  get labels(): HTMLElement[] {
    return this.all('.label');
  }

  /** In the order of painting, each with the dark edge that sets it off. */
  get boxes(): SVGRectElement[] {
    return [...this.root.querySelectorAll<SVGRectElement>('rect.box')];
  }
}

export class SourcesHarness extends ElementHarness<NearsaySources> {
  input(kind: 'photo' | 'video'): HTMLInputElement {
    return this.get(`#${kind}`);
  }

  /** As the person does it in the system's picker, which no page can open without a touch. */
  choose(kind: 'photo' | 'video', file: File): void {
    const transfer = new DataTransfer();
    transfer.items.add(file);
    const input = this.input(kind);
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  }
}

export class SettingsHarness extends ElementHarness<NearsaySettings> {
  get dialog(): DialogHarness {
    return new DialogHarness(this.get('nearsay-dialog'));
  }

  get controls(): (HTMLInputElement | HTMLSelectElement)[] {
    return this.all('input, select');
  }

  /** The headings of the sections, in the order of the page. */
  get headings(): HTMLElement[] {
    return this.all('h3');
  }

  /** The heading of the section in which a control stands. @throws Error when it stands before the first one */
  headingOf(control: Element): HTMLElement {
    const heading = this.headings.findLast(
      (candidate) => candidate.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    if (!heading) throw new Error('The control stands under no heading');
    return heading;
  }

  /** The control with this visible name, without the value that may follow it. @throws Error when there is none */
  control<Control extends HTMLInputElement | HTMLSelectElement>(name: string): Control {
    const control = this.controls.find((candidate) => nameOf(candidate) === name);
    if (!control) throw new Error(`The settings show no "${name}"`);
    return control as Control;
  }

  /** The names of the options of a select. */
  optionsOf(name: string): string[] {
    return [...this.control<HTMLSelectElement>(name).options].map(textOf);
  }

  /** As the person does it: chooses the option of that name, or moves the slider. */
  set(name: string, value: string): void {
    const control = this.control(name);
    const option = [...('options' in control ? control.options : [])].find((one) => textOf(one) === value);
    control.value = option?.value ?? value;
    control.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

/** The visible name of a control: its label, without the value that follows a slider's after a colon. */
export function nameOf(control: HTMLInputElement | HTMLSelectElement): string {
  const [label] = control.labels ?? [];
  if (!label) return '';
  const text = textOf(label);
  return control.type === 'range' ? text.slice(0, text.lastIndexOf(': ')) : text;
}

export class AppHarness extends ElementHarness<NearsayApp> {
  /** Puts the screen into the page, as its start does. */
  static async open(session: Session): Promise<AppHarness> {
    const element = document.createElement('nearsay-app');
    element.session = session;
    const app = new AppHarness(await mount(element));
    await element.offerIntroduction();
    return app;
  }

  get startButton(): HTMLButtonElement {
    return this.get('button.start');
  }

  get message(): HTMLElement | null {
    return this.root.querySelector('#message');
  }

  get progress(): HTMLProgressElement | null {
    return this.root.querySelector('progress');
  }

  get picture(): PictureHarness {
    return new PictureHarness(this.get('nearsay-picture'));
  }

  get objects(): ObjectsHarness {
    return new ObjectsHarness(this.get('nearsay-objects'));
  }

  get sources(): SourcesHarness {
    return new SourcesHarness(this.get('nearsay-sources'));
  }

  get settings(): SettingsHarness {
    return new SettingsHarness(this.dialogs.get('nearsay-settings'));
  }

  get safetyNotice(): DialogHarness {
    return new DialogHarness(this.dialogs.get('nearsay-dialog'));
  }

  /** What opens over the screen. */
  get dialogs(): ElementHarness<NearsayDialogs> {
    return new ElementHarness(this.get('nearsay-dialogs'));
  }

  get buttonNames(): string[] {
    return this.all('button').map(textOf);
  }
}
