package fatbuildr.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Headers as the existing system writes them and RFC 9110 wants them, where Jetty has its own way: a space before the
 * charset, and no length of 0 in word that a copy is still good (section 8.6: it would be that of the copy).
 */
final class HeaderSpelling extends HttpStream.Wrapper {
    private static final String CRAMPED = ";charset=";

    HeaderSpelling(HttpStream wrapped) {
        super(wrapped);
    }

    @Override
    public void send(
            MetaData.Request request,
            MetaData.@Nullable Response response,
            boolean last,
            @Nullable ByteBuffer content,
            Callback callback) {
        super.send(request, response == null ? null : spelled(response), last, content, callback);
    }

    private static MetaData.Response spelled(MetaData.Response response) {
        String type = response.getHttpFields().get(HttpHeader.CONTENT_TYPE);
        boolean cramped = type != null && type.contains(CRAMPED);
        boolean stillGood = response.getStatus() == HttpStatus.NOT_MODIFIED_304;
        if (!cramped && !stillGood) {
            return response;
        }
        HttpFields.Mutable fields = HttpFields.build(response.getHttpFields());
        if (cramped) {
            fields.put(new HttpField(HttpHeader.CONTENT_TYPE, type.replace(CRAMPED, "; charset=")));
        }
        if (stillGood) {
            fields.remove(HttpHeader.CONTENT_LENGTH);
        }
        return new MetaData.Response(
                response.getStatus(),
                response.getReason(),
                response.getHttpVersion(),
                fields,
                stillGood ? -1 : response.getContentLength(),
                response.getTrailersSupplier());
    }
}
