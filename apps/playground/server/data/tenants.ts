/** What a department writes about: a subject and one clause that says what it is. */
export type Subject = readonly [name: string, about: string];

export interface Department {
  name: string;
  people: readonly string[];
  subjects: readonly Subject[];
}

export interface Tenant {
  id: string;
  name: string;
  departments: readonly Department[];
}

const harbor: Tenant = {
  id: 'harbor',
  name: 'Harbor & Vale Architects',
  departments: [
    {
      name: 'design',
      people: ['mina', 'oskar', 'yuki'],
      subjects: [
        ['Quayside library extension', 'a two-storey reading room over the old boat store'],
        ['Timber hall competition', 'a concert hall in glued laminated spruce for 600 seats'],
        ['Mill Lane housing', 'thirty-two flats around a shared kitchen garden'],
        ['Ferry terminal canopy', 'a folded zinc roof between the ticket hall and the pier'],
        ['School roof garden', 'raised beds and a weather station above the science wing'],
        ['Lighthouse restoration', 'new lantern glazing and a lime render on the north face'],
        ['Bicycle bridge', 'a cable-stayed crossing with a gradient of four per cent'],
      ],
    },
    {
      name: 'finance',
      people: ['tomas', 'greta'],
      subjects: [
        ['Fee forecast', 'fees expected from signed and likely commissions'],
        ['Office lease renewal', 'rent, service charge and a break clause in year three'],
        ['Insurance premium', 'professional indemnity cover after the roof claim'],
        ['Software licences', 'drawing seats, rendering hours and what is idle'],
        ['Consultant invoices', 'structural and acoustic advice billed by the hour'],
        ['Bank covenant', 'the cash ratio that the lender tests each quarter'],
        ['Travel costs', 'site visits by train, ferry and one unavoidable helicopter'],
      ],
    },
    {
      name: 'people',
      people: ['ines', 'paul'],
      subjects: [
        ['Severance scheme', 'terms for four colleagues who leave the model workshop'],
        ['Parental leave', 'twenty weeks for either parent, taken in up to three parts'],
        ['Apprentice programme', 'two school leavers a year, with a day of college a week'],
        ['Salary bands', 'five bands and the evidence that moves somebody between them'],
        ['Studio hours', 'core time from ten to three and no meetings on Friday'],
        ['Grievance procedure', 'who listens, who decides and how long each step may take'],
        ['Sabbatical rules', 'three months after seven years, with the desk kept'],
      ],
    },
    {
      name: 'sites',
      people: ['mina', 'bram'],
      subjects: [
        ['Quayside site safety', 'edge protection, tide tables and the crane exclusion zone'],
        ['Mill Lane groundworks', 'piles through made ground and a culvert nobody had drawn'],
        ['Ferry terminal steelwork', 'delivery sequence for eleven roof trusses'],
        ['Snag list', 'what is scratched, missing or hung the wrong way round'],
        ['Scaffold inspection', 'weekly checks, signed, with photographs of every lift'],
        ['Asbestos survey', 'samples from the boiler room and the ceiling void'],
        ['Rainwater drainage', 'falls, outlets and the soakaway under the car park'],
      ],
    },
  ],
};

const juniper: Tenant = {
  id: 'juniper',
  name: 'Juniper Clinic',
  departments: [
    {
      name: 'care',
      people: ['aisha', 'noor', 'callum'],
      subjects: [
        ['Ward handover', 'what the night shift must know before seven in the morning'],
        ['Falls prevention', 'low beds, grip socks and a bell within reach'],
        ['Wound dressing guide', 'which dressing for which wound and when to ask'],
        ['Diabetes education', 'an evening course for patients and whoever cooks for them'],
        ['Visiting hours', 'afternoons, one person a bed, children welcome at weekends'],
        ['Physiotherapy waiting list', 'who waits longest and what could shorten it'],
        ['Infection control', 'hand hygiene audits and the isolation rooms on level two'],
      ],
    },
    {
      name: 'finance',
      people: ['helena', 'samir'],
      subjects: [
        ['Medicine spending', 'the twenty medicines that cost most and their generics'],
        ['Grant application', 'funds for a mobile clinic in the three outer villages'],
        ['Insurer settlement', 'claims refused twice and then paid after review'],
        ['Agency staff costs', 'shifts covered from outside and at what premium'],
        ['Car park income', 'tickets, permits and the barrier that will not close'],
        ['Equipment leasing', 'two ultrasound machines on a five-year lease'],
        ['Charity accounts', 'gifts received by the friends of the clinic'],
      ],
    },
    {
      name: 'people',
      people: ['ruth', 'dev'],
      subjects: [
        ['Night shift allowance', 'a flat sum an hour between eight in the evening and six'],
        ['Nurse recruitment', 'open posts by ward and the offers made abroad'],
        ['Training budget', 'courses approved, refused and still waiting'],
        ['Sick leave', 'absence by month without naming anybody'],
        ['Vaccination of staff', 'influenza and hepatitis B, who is due and when'],
        ['Uniform supply', 'sizes, laundry and the tunics that shrink'],
        ['Return to work', 'phased hours after a long illness'],
      ],
    },
    {
      name: 'facilities',
      people: ['ewan', 'aisha'],
      subjects: [
        ['Generator test', 'a monthly run under load with the kitchen switched off'],
        ['Oxygen supply', 'tank levels, alarms and the telephone number for Sundays'],
        ['Lift maintenance', 'the bed lift, its door sensor and its moods'],
        ['Waste contract', 'clinical, sharps and ordinary waste, collected apart'],
        ['Heating replacement', 'from gas boilers to a heat pump in two summers'],
        ['Fire drill', 'evacuation by compartment, timed, with lessons'],
        ['Water hygiene', 'taps flushed weekly and temperatures recorded'],
      ],
    },
  ],
};

const copperfield: Tenant = {
  id: 'copperfield',
  name: 'Copperfield Foods',
  departments: [
    {
      name: 'purchasing',
      people: ['leo', 'marta', 'jonas'],
      subjects: [
        ['Olive oil tender', 'forty tonnes of extra virgin oil from three regions'],
        ['Flour supply', 'stone-ground wheat and rye from two mills'],
        ['Tomato harvest', 'prices after the hail and what to buy forward'],
        ['Glass jars', 'a shortage of 370 millilitre jars until spring'],
        ['Spice traceability', 'origin papers for pepper, cumin and paprika'],
        ['Palm oil exit', 'recipes that still use it and their replacements'],
        ['Organic certificates', 'which supplier is due for renewal and when'],
      ],
    },
    {
      name: 'finance',
      people: ['petra', 'olu'],
      subjects: [
        ['Currency hedging', 'euros and pounds bought ahead for the olive contracts'],
        ['Customer credit', 'limits for forty shops and who pays late'],
        ['Stock valuation', 'what the warehouse holds, counted and priced'],
        ['Energy bill', 'ovens, cold rooms and the solar roof'],
        ['Loan for the cold store', 'interest, security and the repayment plan'],
        ['Rebates', 'what we owe to shops that reached their volume'],
        ['Export duties', 'tariff codes for sauces, spreads and dried soups'],
      ],
    },
    {
      name: 'people',
      people: ['lena', 'victor'],
      subjects: [
        ['Seasonal workers', 'contracts for the twelve weeks of the tomato line'],
        ['Works council', 'agreement on breaks, noise and the new rota'],
        ['Forklift licences', 'who holds one, who is due and who only thinks so'],
        ['Canteen survey', 'what the bakers want for lunch and it is not bread'],
        ['Bonus plan', 'shares of the margin above the yearly target'],
        ['Hygiene training', 'an hour each spring, with a test at the end'],
        ['Redundancy consultation', 'closing the dried soup line by midsummer'],
      ],
    },
    {
      name: 'kitchen',
      people: ['sofia', 'leo'],
      subjects: [
        ['Tomato sauce recipe', 'less sugar, more basil and the same shelf life'],
        ['Allergen matrix', 'every product against fourteen allergens'],
        ['Tasting panel', 'scores for six hummus samples, tasted blind'],
        ['Oven calibration', 'temperatures on nine racks before and after'],
        ['Shelf life study', 'pesto at four, eight and twelve degrees'],
        ['Rye sourdough', 'a starter that survives the weekend'],
        ['Label proofs', 'ingredients, nutrition table and the new logo'],
      ],
    },
  ],
};

export const tenants: readonly Tenant[] = [harbor, juniper, copperfield];
