import { formPage } from './forms/form-page-kind.ts';
import { mountPage } from './page/mount-page.tsx';
import { SocialPage } from './social/social-page.tsx';

mountPage(formPage('social', SocialPage));
