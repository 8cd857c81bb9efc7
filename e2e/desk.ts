import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Person } from './house.ts';

const stepMsMax = 30_000;

/** A window somebody sits at, with its own cookies, that notes everything that went wrong in it. */
export class Desk {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #address: string;
  readonly #faults: string[] = [];
  #refusedExpected: RegExp | null = null;
  #hostExpected: string | null = null;

  constructor(the: { page: Page; context: BrowserContext; address: string }) {
    this.page = the.page;
    this.context = the.context;
    this.#address = the.address;
    this.#watch();
  }

  /** Errors of the console, and requests that went to another host; refusals that were announced are left out. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  /** From now on refusals of these addresses are what the journey is about. */
  expectRefusals(addresses: RegExp): void {
    this.#refusedExpected = addresses;
  }

  /** From now on requests to this origin besides are what the journey is about. */
  expectHost(origin: string): void {
    this.#hostExpected = origin;
  }

  #watch(): void {
    const { context } = this;
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      const ours = origin === this.#address || origin === this.#hostExpected;
      if (protocol.startsWith('http') && !ours) this.#faults.push(`another host: ${request.url()}`);
    });
    context.on('console', (message) => {
      if (message.type() !== 'error') return;
      const { url } = message.location();
      const wasRefused = message.text().startsWith('Failed to load resource');
      if (wasRefused && this.#refusedExpected?.test(url) === true) return;
      this.#faults.push(`console: ${message.text()} ${url}`);
    });
    context.on('weberror', (error) => this.#faults.push(`page: ${String(error.error())}`));
  }

  async open(place: string): Promise<void> {
    await this.page.goto(this.#address + place);
  }

  async signIn(person: Person): Promise<void> {
    await this.open('/sign-in');
    await this.fillSignIn(person);
  }

  /** Fills the forms in sight, one after the other, and waits until the first page stands. */
  async fillSignIn(person: Person): Promise<void> {
    await this.fillPassword(person);
    await this.field('验证码').fill(await person.generator.next());
    await this.button('登录').click();
    await this.page.getByRole('heading', { level: 1 }).filter({ hasNotText: '登录' }).waitFor();
  }

  /** The first half of signing in: the second asks for a factor. */
  async fillPassword(person: Person): Promise<void> {
    await this.field('登录名').fill(person.login);
    await this.field('口令').fill(person.password);
    await this.button('下一步').click();
  }

  /** A field by its label. */
  field(label: string | RegExp): Locator {
    return this.page.getByLabel(label, { exact: typeof label === 'string' });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name, exact: typeof name === 'string' });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name });
  }

  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name });
  }

  /** Goes by the navigation at the left. */
  async goTo(entry: string): Promise<void> {
    await this.page.getByRole('navigation', { name: '导航' }).getByRole('link', { name: entry }).click();
    await this.page.getByRole('heading', { level: 1, name: entry }).waitFor();
  }

  /** Types into a field that offers what fits, and takes the offer. */
  async choose(field: Locator, name: string): Promise<void> {
    await field.fill(name);
    await this.page.getByRole('option', { name }).first().click();
  }

  /** Consents to the first request of the inbox of this kind; `showing`: what its page must say before. */
  async consentTo(kind: RegExp, showing?: string): Promise<void> {
    await this.goTo('待我审批');
    await this.page.getByRole('main').getByRole('link', { name: kind }).first().click();
    if (showing !== undefined) await this.page.getByText(showing).first().waitFor();
    await this.button('同意').click();
    await this.notice('意见已记录。');
  }

  /** Waits for a short notice. */
  async notice(text: string | RegExp): Promise<void> {
    await this.page.getByRole('status').filter({ hasText: text }).first().waitFor();
  }

  /** The printed form behind a link, as its reader would get it. */
  async paper(link: Locator): Promise<Buffer> {
    const href = await link.getAttribute('href');
    if (href === null) throw new Error('the link leads nowhere');
    return this.paperAt(new URL(href, this.#address).href);
  }

  async paperAt(address: string): Promise<Buffer> {
    const response = await this.context.request.get(address);
    const body = await response.body();
    const type = response.headers()['content-type'] ?? '';
    if (!response.ok() || !type.startsWith('application/pdf') || body.subarray(0, 5).toString() !== '%PDF-')
      throw new Error(`not a PDF: ${response.status()} ${type} ${body.subarray(0, 200).toString()}`);
    return body;
  }

  /** How far the page can be scrolled sideways, in pixels. */
  async sidewaysPixels(): Promise<number> {
    return this.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}

export async function openDesk(
  browser: Browser,
  address: string,
  options: { readonly width?: number } = {},
): Promise<Desk> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: options.width ?? 1280, height: 800 },
  });
  context.setDefaultTimeout(stepMsMax);
  const page = await context.newPage();
  return new Desk({ page, context, address });
}
