using System.Text;

namespace EdgeKube.Api;

/// <summary>Reads bytes as documents. What is wrong comes back as a text, never as an exception.</summary>
public static class DocumentReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>All documents, JSON when the first character says so, else YAML; or one fault with its line.</summary>
    public static bool TryReadAll(ReadOnlyMemory<byte> bytes, out IReadOnlyList<DocumentNode> documents, out string? fault)
    {
        documents = [];
        fault = null;
        if (bytes.Length > DocumentLimits.MaxBytes)
        {
            fault = $"Request entity too large: limit is {DocumentLimits.MaxBytes}";
            return false;
        }

        try
        {
            documents = ReadAll(bytes.Span);
            return true;
        }
        catch (DocumentException e)
        {
            fault = e.Message;
            return false;
        }
    }

    /// <summary>The one document that the bytes hold, or a fault.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out DocumentNode? document, out string? fault)
    {
        document = null;
        if (!TryReadAll(bytes, out var documents, out fault))
        {
            return false;
        }

        if (documents.Count != 1)
        {
            fault = documents.Count == 0 ? "the document is empty" : "more than one document where one is expected";
            return false;
        }

        document = documents[0];
        return true;
    }

    private static List<DocumentNode> ReadAll(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        var first = bytes.TrimStart(" \t\r\n"u8);
        if (first.Length > 0 && first[0] is (byte)'{' or (byte)'[')
        {
            return ReadJsonOrYaml(bytes);
        }

        return YamlDocumentReader.ReadAll(Decode(bytes));
    }

    // A YAML flow mapping begins like JSON. What is JSON is read as JSON; for the rest the JSON fault is the better one unless YAML can read it.
    private static List<DocumentNode> ReadJsonOrYaml(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonDocumentReader.ReadAll(bytes);
        }
        catch (DocumentException e)
        {
            return TryYaml(bytes, out var documents) ? documents : throw new DocumentException(e.Message);
        }
    }

    private static bool TryYaml(ReadOnlySpan<byte> bytes, out List<DocumentNode> documents)
    {
        try
        {
            documents = YamlDocumentReader.ReadAll(Decode(bytes));
            return true;
        }
        catch (DocumentException)
        {
            documents = [];
            return false;
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new DocumentException("yaml: invalid UTF-8");
        }
    }
}
