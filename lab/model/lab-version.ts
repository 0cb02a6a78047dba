/** The version of this lab, as package.json has it: a stored run says which lab stored it. */
export const labVersion = '0.1.0';
