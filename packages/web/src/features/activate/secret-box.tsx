import { QRCode } from 'antd';
import { t } from '../../lib/i18n.ts';
import { groupSecret, totpAddress } from '../../lib/totp-secret.ts';
import '../setup/setup.css';

const qrPixels = 144;

/** The secret of a code generator, to scan or to type; made in this browser and shown once. */
export function SecretBox({ secret, login, house }: { secret: string; login: string; house: string }) {
  return (
    <div className="secret-box">
      <QRCode
        type="svg"
        size={qrPixels}
        bordered={false}
        color="#000"
        bgColor="#fff"
        value={totpAddress({ secret, login, house })}
        aria-hidden
      />
      <div>
        <p>{t('secret.text')}</p>
        <p>
          <b className="mono">{groupSecret(secret)}</b>
        </p>
        <p className="why">{t('secret.why')}</p>
      </div>
    </div>
  );
}
