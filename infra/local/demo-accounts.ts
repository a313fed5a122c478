/** What is there at the first start. The second account is for seeing that they stay apart. */
export const demoAccounts = [
  { accountId: '7', email: 'demo@example.com', clientId: '15', clientName: 'Rosalex Realty' },
  { accountId: '8', email: 'second@example.com', clientId: '16', clientName: 'Second Street Cafe' },
] as const;
