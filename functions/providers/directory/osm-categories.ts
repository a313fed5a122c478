/** How OpenStreetMap marks a kind of business: key and value of a tag. */
type OsmTag = readonly [key: string, value: string];

/** Kinds of business as people name them, in the singular. */
const tagsByCategory: Readonly<Record<string, OsmTag>> = {
  accountant: ['office', 'accountant'],
  architect: ['office', 'architect'],
  bakery: ['shop', 'bakery'],
  bank: ['amenity', 'bank'],
  bar: ['amenity', 'bar'],
  barber: ['shop', 'hairdresser'],
  'beauty salon': ['shop', 'beauty'],
  bookshop: ['shop', 'books'],
  bookstore: ['shop', 'books'],
  butcher: ['shop', 'butcher'],
  cafe: ['amenity', 'cafe'],
  'car dealer': ['shop', 'car'],
  'car repair': ['shop', 'car_repair'],
  carpenter: ['craft', 'carpenter'],
  clinic: ['amenity', 'clinic'],
  'clothes shop': ['shop', 'clothes'],
  'coffee shop': ['amenity', 'cafe'],
  dentist: ['amenity', 'dentist'],
  doctor: ['amenity', 'doctors'],
  electrician: ['craft', 'electrician'],
  'estate agent': ['office', 'estate_agent'],
  florist: ['shop', 'florist'],
  'furniture shop': ['shop', 'furniture'],
  garage: ['shop', 'car_repair'],
  gym: ['leisure', 'fitness_centre'],
  hairdresser: ['shop', 'hairdresser'],
  'hair salon': ['shop', 'hairdresser'],
  hotel: ['tourism', 'hotel'],
  'insurance agency': ['office', 'insurance'],
  jeweller: ['shop', 'jewelry'],
  'law firm': ['office', 'lawyer'],
  lawyer: ['office', 'lawyer'],
  mechanic: ['shop', 'car_repair'],
  optician: ['shop', 'optician'],
  painter: ['craft', 'painter'],
  'pet shop': ['shop', 'pet'],
  pharmacy: ['amenity', 'pharmacy'],
  photographer: ['craft', 'photographer'],
  plumber: ['craft', 'plumber'],
  pub: ['amenity', 'pub'],
  'real estate agency': ['office', 'estate_agent'],
  'real estate agent': ['office', 'estate_agent'],
  restaurant: ['amenity', 'restaurant'],
  roofer: ['craft', 'roofer'],
  school: ['amenity', 'school'],
  supermarket: ['shop', 'supermarket'],
  'travel agency': ['shop', 'travel_agency'],
  vet: ['amenity', 'veterinary'],
  veterinarian: ['amenity', 'veterinary'],
};

const pluralEndings: readonly (readonly [ending: RegExp, singular: string])[] = [
  [/$/, ''],
  [/s$/, ''],
  [/es$/, ''],
  [/ies$/, 'y'],
];

/** The tag of such businesses, or undefined for a kind that is not known. */
export function findOsmTag(category: string): OsmTag | undefined {
  const name = category.trim().toLowerCase().replaceAll(/\s+/g, ' ').replaceAll('é', 'e');
  for (const [ending, singular] of pluralEndings) {
    const candidate = name.replace(ending, singular);
    if (Object.hasOwn(tagsByCategory, candidate)) return tagsByCategory[candidate];
  }
  return undefined;
}
