import { CallsPage } from './calls/calls-page.tsx';
import { formPage } from './forms/form-page-kind.ts';
import { mountPage } from './page/mount-page.tsx';

mountPage(formPage('calls', CallsPage));
