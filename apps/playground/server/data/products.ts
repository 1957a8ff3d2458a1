import { createRandom, pick } from './random.ts';
import { dayAttributes, daySpan, type PlaygroundRecord } from './record.ts';

const brands = [
  'Alder & Finch',
  'Northlight',
  'Brasswick',
  'Marlow',
  'Tidewater',
  'Oakum',
  'Pell',
  'Sundry Works',
  'Wren House',
] as const;

type ProductType = readonly [name: string, about: string, price: number];

interface ProductFamily {
  category: string;
  variants: readonly string[];
  types: readonly ProductType[];
}

const families: readonly ProductFamily[] = [
  {
    category: 'lighting',
    variants: ['matte black', 'brushed brass', 'smoked glass', 'chalk white'],
    types: [
      ['desk lamp', 'Swivels twice, dims without a hum and leaves the desk free', 79],
      ['pendant', 'Hangs low over a table and throws no glare', 129],
      ['reading light', 'Clips to a shelf and points where the page is', 39],
      ['floor lamp', 'A weighted foot and a shade that turns', 189],
      ['lantern', 'Twelve hours on one charge, and it may get wet', 49],
    ],
  },
  {
    category: 'kitchen',
    variants: ['cast iron', 'enamel', 'stainless steel', 'beech'],
    types: [
      ['casserole', 'Heavy lid, even heat, from hob to oven to table', 119],
      ['bread knife', 'Long serrations that do not tear the crumb', 45],
      ['chopping board', 'End grain, oiled, with a groove for juice', 59],
      ['kettle', 'Pours in a thin stream and whistles on time', 69],
      ['salad bowl', 'Wide enough to toss without a mess', 35],
    ],
  },
  {
    category: 'furniture',
    variants: ['oak', 'walnut', 'ash', 'painted birch'],
    types: [
      ['bookcase', 'Five shelves that carry encyclopaedias', 349],
      ['stool', 'Three legs, so it never rocks', 89],
      ['writing desk', 'Two drawers and a channel for the cables', 429],
      ['bench', 'Seats three, or two with a dog', 219],
      ['bedside table', 'One drawer and a shelf for tonight and tomorrow', 139],
    ],
  },
  {
    category: 'textiles',
    variants: ['undyed wool', 'washed linen', 'indigo cotton', 'mustard wool'],
    types: [
      ['blanket', 'Woven double and brushed on one side', 99],
      ['tea towel', 'Dries glasses without leaving fluff', 14],
      ['cushion', 'A feather pad in a cover that comes off', 42],
      ['rug', 'Flat-woven, reversible, with a felt underlay', 259],
      ['apron', 'Crossed straps and a pocket for the thermometer', 38],
    ],
  },
  {
    category: 'stationery',
    variants: ['A5', 'A4', 'pocket size', 'limited edition'],
    types: [
      ['notebook', 'Thread-sewn, opens flat, takes a fountain pen', 16],
      ['fountain pen', 'A steel nib that starts at the first touch', 65],
      ['desk calendar', 'One week a view, with room for what really happened', 22],
      ['sketchbook', 'Rough paper, 160 grams, perforated', 19],
    ],
  },
];

const variantsPerType = 8;
const wholesaleShare = 0.2;
const saleShare = 0.25;

/** The `products` index: a small department store, with items that only trade customers may see. */
export function createProducts(): PlaygroundRecord[] {
  const random = createRandom(20_260_215);
  const records: PlaygroundRecord[] = [];

  const add = (family: ProductFamily, type: ProductType, variant: string): void => {
    const brand = pick(random, brands);
    const wholesale = random() < wholesaleShare;
    const onSale = random() < saleShare;
    const days = random() * daySpan;
    records.push({
      objectID: `prod-${String(records.length + 1).padStart(3, '0')}`,
      title: `${brand} ${type[0]}, ${variant}${wholesale ? ' (case of six)' : ''}`,
      description: `${type[1]}. ${wholesale ? 'Trade price, for resale only.' : 'Repaired for free for ten years.'}`,
      brand,
      category: family.category,
      material: variant,
      group: wholesale ? 'wholesale' : 'retail',
      owner: wholesale ? 'leo' : 'store',
      visible_by: [wholesale ? 'wholesale' : 'public'],
      _tags: [wholesale ? 'trade' : 'retail', ...(onSale ? ['sale'] : []), ...(days > 540 ? ['new'] : [])],
      price: Math.round(type[2] * (0.8 + random() * 0.6) * (wholesale ? 4 : 1)) - 0.1,
      rating: Math.round((2.5 + random() * 2.5) * 10) / 10,
      stock: Math.floor(random() * 60),
      on_sale: onSale,
      ...dayAttributes(days),
    });
  };

  for (const family of families)
    for (const type of family.types)
      for (let index = 0; index < variantsPerType; index += 1)
        add(family, type, family.variants[index % family.variants.length]!);
  return records;
}
