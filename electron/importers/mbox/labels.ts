/** Gmail labels: decoding the header, and the system labels in the languages that Gmail writes them in. */
import { decodeWords } from './headers.ts';

export type SystemLabel = 'Inbox' | 'Sent' | 'Starred' | 'Important' | 'Unread' | 'Opened' | 'Archived' | 'Spam' | 'Trash' | 'Drafts' | 'Chat';

const localized: Readonly<Record<SystemLabel, readonly string[]>> = {
  Inbox: ['Inbox', 'Posteingang', 'Boîte de réception', 'Messages reçus', 'Recibidos', 'Bandeja de entrada', 'Posta in arrivo', 'Caixa de entrada', 'Entrada', 'Postvak IN', '受信トレイ', '收件箱', '收件匣', '받은편지함', 'Входящие', 'Odebrane', 'Inkorg', 'Gelen Kutusu'],
  Sent: ['Sent', 'Sent Mail', 'Gesendet', 'Messages envoyés', 'Envoyés', 'Enviados', 'Enviadas', 'Inviati', 'Posta inviata', 'E-mails enviados', 'Verzonden', '送信済み', '送信済みメール', '已发送', '已发邮件', '寄件備份', '보낸편지함', 'Отправленные', 'Wysłane', 'Skickat', 'Gönderilmiş Postalar'],
  Starred: ['Starred', 'Markiert', 'Suivis', 'Favoris', 'Destacados', 'Speciali', 'Com estrela', 'Met ster', 'スター付き', '已加星标', '已加星號', '별표편지함', 'Помеченные', 'Oznaczone gwiazdką', 'Stjärnmärkt', 'Yıldızlı'],
  Important: ['Important', 'Wichtig', 'Importante', 'Importantes', 'Importanti', 'Belangrijk', '重要', '중요', 'Важное', 'Ważne', 'Viktigt', 'Önemli'],
  Unread: ['Unread', 'Ungelesen', 'Non lus', 'Non lu', 'No leído', 'No leídos', 'Da leggere', 'Não lidas', 'Não lidos', 'Ongelezen', '未読', '未读', '未讀', '읽지않음', 'Непрочитанные', 'Nieprzeczytane', 'Oläst', 'Okunmamış'],
  Opened: ['Opened', 'Geöffnet', 'Ouvert', 'Ouverts', 'Abierto', 'Abiertos', 'Aperti', 'Aperto', 'Abertas', 'Aberto', 'Geopend', '開封済み', '已打开', '已開啟', '열림', 'Открытые', 'Otwarte', 'Öppnade'],
  Archived: ['Archived', 'Archiviert', 'Archivé', 'Archivés', 'Archivado', 'Archivados', 'Archiviati', 'Archiviato', 'Arquivadas', 'Arquivado', 'Gearchiveerd', 'アーカイブ済み', '已归档', '已封存', '보관됨', 'В архиве', 'Архив', 'Zarchiwizowane', 'Arkiverat'],
  Spam: ['Spam', 'Junk', 'Correo no deseado', '迷惑メール', '垃圾邮件', '垃圾郵件', '스팸', '스팸함', 'Спам', 'Skräppost'],
  Trash: ['Trash', 'Bin', 'Papierkorb', 'Corbeille', 'Papelera', 'Cestino', 'Lixeira', 'Lixo', 'Prullenbak', 'ゴミ箱', '已删除邮件', '回收站', '垃圾桶', '휴지통', 'Корзина', 'Kosz', 'Papperskorgen', 'Çöp Kutusu'],
  Drafts: ['Drafts', 'Draft', 'Entwürfe', 'Brouillons', 'Borradores', 'Bozze', 'Rascunhos', 'Concepten', '下書き', '草稿', '임시보관함', 'Черновики', 'Wersje robocze', 'Utkast', 'Taslaklar'],
  Chat: ['Chat', 'Chats'],
};

const systemLabels: ReadonlyMap<string, SystemLabel> = new Map(
  // The table's own keys.
  Object.entries(localized).flatMap(([label, names]) => names.map((name) => [name.normalize('NFC').toLowerCase(), label as SystemLabel] as const)),
);

/** Labels from a raw `X-Gmail-Labels` value: decoded first (whole lists are encoded), then read as CSV. */
export function parseLabels(raw: string): readonly string[] {
  const text = decodeWords(raw).replace(/\u00a0/g, ' ');
  const labels: string[] = [];
  for (const match of text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/g)) {
    const label = (match[1]?.replace(/""/g, '"') ?? match[2] ?? '').replace(/\s+/g, ' ').trim();
    if (label !== '' && !labels.includes(systemLabels.get(label.normalize('NFC').toLowerCase()) ?? label)) {
      labels.push(systemLabels.get(label.normalize('NFC').toLowerCase()) ?? label);
    }
  }
  return labels;
}

/** Labels worth keeping in a note: how far one has read is not among them. */
export function lastingLabels(labels: readonly string[]): readonly string[] {
  return labels.filter((label) => label !== 'Opened' && label !== 'Unread');
}
