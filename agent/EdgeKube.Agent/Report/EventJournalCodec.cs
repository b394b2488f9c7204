using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Agent.Report;

/// <summary>
/// A record as one line: 16 hexadecimal digits of SHA-256 over the rest, a space, then an Event's JSON, or '-' and the key of one that was
/// dropped. Neither holds a line feed, so after a damaged record the next line is whole again. Pure.
/// </summary>
internal static class EventJournalCodec
{
    private const int HashDigits = 16;

    public static byte[] Encode(IEnumerable<string> dropped, IEnumerable<PendingEvent> events) =>
    [
        .. dropped.SelectMany(key => Line(Encoding.UTF8.GetBytes('-' + key))),
        .. events.SelectMany(e => Line(e.Change.Content!.Value.Span)),
    ];

    /// <summary>The whole records, in order.</summary>
    /// <param name="damaged">How many lines were none.</param>
    public static IReadOnlyList<JournalRecord> Decode(ReadOnlySpan<byte> file, out int damaged)
    {
        var records = new List<JournalRecord>();
        damaged = 0;
        foreach (var range in file.Split((byte)'\n'))
        {
            var line = file[range];
            if (line.Length > 0 && Find(line) is { } record)
            {
                records.Add(record);
            }
            else if (line.Length > 0)
            {
                damaged++;
            }
        }

        return records;
    }

    private static byte[] Line(ReadOnlySpan<byte> payload) => [.. Encoding.ASCII.GetBytes(Hash(payload)), (byte)' ', .. payload, (byte)'\n'];

    private static JournalRecord? Find(ReadOnlySpan<byte> line)
    {
        if (line.Length <= HashDigits + 1 || line[HashDigits] != ' ')
        {
            return null;
        }

        var payload = line[(HashDigits + 1)..];
        if (!Encoding.ASCII.GetBytes(Hash(payload)).AsSpan().SequenceEqual(line[..HashDigits]))
        {
            return null;
        }

        if (payload[0] == '-')
        {
            return new JournalRecord.Dropped(Encoding.UTF8.GetString(payload[1..]));
        }

        try
        {
            return JsonSerializer.Deserialize(payload, CoreJsonContext.Default.Event) is { } e ? new JournalRecord.Kept(e) : null;
        }
        catch (JsonException)
        {
            // Whole, but of a program that wrote events otherwise.
            return null;
        }
    }

    private static string Hash(ReadOnlySpan<byte> payload) => Convert.ToHexStringLower(SHA256.HashData(payload).AsSpan(0, HashDigits / 2));
}
