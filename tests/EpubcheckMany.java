// Checks many books in one Java machine: a start costs a second, a book a tenth of one.
// Reads one path a line on standard input; prints one line per message on standard output:
// index of the book, severity, code, place, message, all base64 of UTF-8, separated by tabs;
// and for each book, when it is through, its index and "DONE".

import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

public class EpubcheckMany {
  static PrintStream out;

  static String pack(Object value) {
    byte[] bytes = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(bytes);
  }

  static class Report extends MasterReport {
    final int book;

    Report(int book) {
      super();
      this.book = book;
    }

    @Override
    public void message(Message message, EPUBLocation place, Object... args) {
      out.println(book + "\t" + pack(message.getSeverity()) + "\t" + pack(message.getID())
          + "\t" + pack(place) + "\t" + pack(message.getMessage(args)));
    }

    @Override
    public void info(String resource, FeatureEnum feature, String value) {}

    @Override
    public int generate() {
      return 0;
    }

    @Override
    public void initialize() {}
  }

  public static void main(String[] args) throws Exception {
    out = System.out;
    System.setOut(System.err);
    Locale.setDefault(Locale.ENGLISH);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int book = 0;
    for (String path = lines.readLine(); path != null; path = lines.readLine()) {
      Report report = new Report(book);
      new EpubCheck(new File(path), report).doValidate();
      out.println(book + "\tDONE");
      out.flush();
      book++;
    }
  }
}
