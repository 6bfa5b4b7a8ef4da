import type { Page } from '@playwright/test';

/**
 * A page: its address; or where to start and which link to follow from there, perhaps to a page below; or where to start and
 * which button to press.
 * A new page is one line here, and axe, the narrow window and the keyboard look at it.
 */
export type Place = string | { from: Place; follow: RegExp; below?: string } | { from: Place; press: string };

/** The office's page of the first of the people. */
const account: Place = { from: { from: '/people', follow: /^\/people\/[^?]+$/ }, follow: /^\/office\/members\/[0-9a-f]{32}$/ };

export const pages: { visitor: Place[]; member: Place[]; applicant: Place[]; office: Place[] } = {
  visitor: [
    '/',
    '/about',
    '/privacy',
    '/terms',
    '/programmes',
    '/programmes/startup-3',
    '/events',
    '/events?view=past',
    '/events/startup-briefing-2',
    '/stories',
    '/stories/mikan',
    '/sign-in',
    { from: '/sign-in', press: 'form[action="/sign-in"] button' },
    '/sign-in/link/over',
    '/sign-in/office/over',
    '/addresses/new/over',
    '/addresses/confirm/over',
    '/handover/over',
    '/join',
    { from: '/join', press: 'form:has(#purpose) button' },
    '/left/rested',
    '/left/asked',
    '/left/erased',
    '/nowhere',
  ],
  member: [
    '/',
    { from: '/', follow: /^\/feed\?before=/ },
    { from: '/', follow: /^\/posts\/[^/#]+$/ },
    { from: '/', press: '.composer button[value="publish"]' },
    { from: '/', press: '.composer button[value="preview"]' },
    '/people',
    '/people?q=zzzzzz',
    '/people?q=営業',
    '/people?tie=together',
    '/places',
    '/together',
    '/together/hidden',
    { from: '/people', follow: /^\/people\/[^?]+$/ },
    { from: { from: '/people?q=東京', press: '.keep-search button' }, follow: /^\/me\/searches\/.+/ },
    '/events',
    '/events?view=past',
    '/events/sashikake-evening',
    '/programmes',
    '/programmes/startup-3',
    { from: '/me', follow: /^\/applications\/.+\/invitation$/ },
    '/letters',
    { from: '/letters', follow: /^\/letters\/.+/ },
    '/invitations',
    { from: '/invitations', press: 'form:has(#worked_together) button' },
    '/invitations/people',
    '/me/connections',
    '/me/connections/requests',
    '/me/connections/asked',
    '/me/private',
    '/me/profile/as/visitor',
    '/me/profile/as/connection',
    '/stories/mikan',
    '/me',
    '/me/consents',
    '/me/consents/notices/2026-11',
    '/me/seen',
    '/me/export',
    '/me/requests',
    { from: '/me/requests', press: 'form:has(#body) button' },
    '/me/intents',
    '/me/origin',
    '/me/leave',
    '/me/leave/choices',
    { from: '/me/leave/choices', press: 'form button[value="week"]' },
    '/vouches',
    '/me/profile',
    '/me/names',
    '/me/photo',
    '/me/devices',
    '/me/addresses',
    { from: '/me/addresses', press: 'form:has(#mail) button' },
    '/me/passkeys',
    '/join',
    '/office/settings',
    '/nowhere',
  ],
  applicant: [
    '/programmes/startup-3/apply',
    application(),
    application('/steps/1'),
    application('/steps/2'),
    application('/review'),
    application('/team'),
  ],
  office: [
    '/office',
    '/office/spread',
    '/office/queue',
    { from: '/office/queue', follow: /^\/office\/queue\/[0-9a-f]{32}$/ },
    '/office/queue/settings',
    '/office/queue/vouches',
    '/office/queue/addresses',
    '/office/roster/campaigns',
    '/office/roster/campaigns/new',
    { from: '/office/roster/campaigns/new', press: 'form:has(#subject) button.primary' },
    '/office/roster',
    { from: '/office/roster', press: 'form:has(#file) button' },
    { from: '/office/roster', follow: /^\/office\/roster\/[0-9a-f]{32}$/ },
    '/office/handover',
    { from: '/office/handover', press: 'form:has(#file) button' },
    account,
    { from: account, press: 'form:has(#from) button.primary' },
    '/office/events',
    '/office/events/new',
    { from: '/office/events/new', press: 'form:has(#capacity) button.primary' },
    '/office/events/sashikake-evening',
    '/office/events/sashikake-evening/call-off',
    '/office/programmes',
    '/office/programmes/startup-3/applications',
    { from: '/office/programmes/startup-3/applications', follow: /^\/office\/programmes\/startup-3\/applications\/.+/ },
    '/office/programmes/startup-3/interested',
    '/office/programmes/startup-3/questions',
    '/office/programmes/startup-3/questions/new',
    { from: '/office/programmes/startup-3/questions', follow: /\/questions\/(?!new)[^/]+$/ },
    '/office/letters',
    { from: '/office/letters', follow: /^\/office\/letters\/.+/ },
    '/office/reports',
    '/office/intents',
    '/office/intents?kind=collaborate&answer=now',
    '/office/rights',
    '/office/rights?view=answered',
    '/office/incident',
    { from: '/office/incident', press: 'form:has(#since) button' },
    '/office/departments',
    { from: '/office/departments', follow: /^\/office\/departments\/.+/ },
    '/office/skills',
    { from: '/office/skills', follow: /^\/office\/skills\/.+/ },
    '/office/roles',
    '/office/roles?q=林',
    { from: '/office/roles', follow: /^\/office\/roles\/.+/ },
    '/office/retention',
    { from: '/office/retention', press: 'form button[value="preview"]' },
    '/office/settings',
  ],
};

/** A page of the one application somebody leads. */
function application(below = ''): Place {
  return { from: '/me', follow: /^\/applications\/[^/]+$/, below };
}

/** Who looks at which pages: one of the demonstration's people, or nobody. */
export const viewers = { visitor: undefined, member: 'long-time', applicant: 'aoki-nozomi', office: 'office' } as const;

/** Goes there. */
export async function open(page: Page, place: Place): Promise<void> {
  if (typeof place === 'string') {
    await page.goto(place);
    return;
  }
  await open(page, place.from);
  if ('press' in place) {
    await page.locator(place.press).first().click();
    return;
  }
  const addresses = await page.locator('main a[href]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const address = addresses.find((href) => place.follow.test(href));
  if (!address) throw new Error(`${nameOf(place.from)} has no link to ${place.follow}`);
  await page.goto(address + (place.below ?? ''));
}

/** A name for tests. */
export function nameOf(place: Place): string {
  if (typeof place === 'string') return place;
  const from = nameOf(place.from);
  return 'press' in place ? `${from} after ${place.press}` : `${from} on to ${place.follow.source}${place.below ?? ''}`;
}
