import { emptySlots, mask, setValue, type Draft } from './draft.ts';
import { findCompany } from './find-company.ts';
import { findPlace } from './find-place.ts';

/** Takes "in Tampa, Florida" to the slots for a town, a state and a country, or for the whole. */
export function takePlace(draft: Draft): Draft {
  const [city] = emptySlots(draft, 'city');
  const [state] = emptySlots(draft, 'state');
  const [country] = emptySlots(draft, 'country');
  const [whole] = emptySlots(draft, 'place');
  if (!city && !state && !country && !whole) return draft;
  const found = findPlace(draft.rest);
  if (!found) return draft;
  const place = found.value;
  let result = mask(draft, found);
  const cityName = place.city ?? (state ? null : place.whole);
  if (city && cityName !== null) result = setValue(result, city, cityName);
  if (state && place.state !== null) result = setValue(result, state, place.state);
  if (country && place.country !== null) result = setValue(result, country, place.country);
  if (whole && !city && !state) result = setValue(result, whole, place.whole);
  return result;
}

export function takeCompany(draft: Draft): Draft {
  const [slot] = emptySlots(draft, 'company');
  const found = slot && findCompany(draft.rest);
  return slot && found ? mask(setValue(draft, slot, found.value), found) : draft;
}
