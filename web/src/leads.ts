import { formPage } from './forms/form-page-kind.ts';
import { LeadsPage } from './leads/leads-page.tsx';
import { mountPage } from './page/mount-page.tsx';

mountPage(formPage('leads', LeadsPage));
