import { chatPage } from './chat/chat-page.tsx';
import { mountPage } from './page/mount-page.tsx';

mountPage(chatPage('bare'));
