using EdgeKube.Agent.Replica;
using EdgeKube.Api;

namespace EdgeKube.Agent.Report;

/// <summary>
/// Undelivered events on disk: records are appended, and the file is written anew when it is twice as large as what is worth keeping. A torn
/// or altered record is passed over; those around it survive. One caller at a time.
/// </summary>
internal sealed class EventJournal(string path, EventLimits limits)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private long _length;

    // After a write that failed nobody knows which records the file lacks.
    private bool _mustReplace;

    /// <summary>Bytes written since the start.</summary>
    public long BytesWritten { get; private set; }

    private long MaxLength => 2L * limits.MaxBytes;

    /// <summary>What an earlier run kept; nothing when there is no file or it cannot be read: events are not worth a node that does not start.</summary>
    /// <param name="damaged">How many records were passed over.</param>
    public IReadOnlyList<Event> Load(out int damaged)
    {
        damaged = 0;
        try
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
            var bytes = new byte[Math.Min(file.Length, MaxLength)];
            file.ReadExactly(bytes);
            _length = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
            var records = EventJournalCodec.Decode(bytes.AsSpan(0, (int)_length), out damaged);
            damaged += file.Length > _length ? 1 : 0;
            file.SetLength(_length);
            return JournalRecord.Replay(records);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            damaged++;
            return [];
        }
    }

    /// <summary>Returns when the disk holds every pending event, and nothing of what was dropped.</summary>
    /// <exception cref="IOException">The disk is full or failing; what was on it is unchanged, and the next call writes all anew.</exception>
    public void Save(JournalWork work)
    {
        if (work.Pending.Count == 0)
        {
            Clear();
            return;
        }

        if (work.News.Count + work.Dropped.Count == 0 && !_mustReplace)
        {
            return;
        }

        var isReplacing = _mustReplace;
        _mustReplace = true;
        var records = isReplacing ? [] : EventJournalCodec.Encode(work.Dropped, work.News);
        if (isReplacing || _length + records.Length > MaxLength)
        {
            Replace(EventJournalCodec.Encode([], work.Pending));
        }
        else
        {
            Append(records);
        }

        _mustReplace = false;
    }

    // Not synced: what a power cut brings back is delivered once more and changes nothing.
    private void Clear()
    {
        if (_length > 0)
        {
            using var file = Open();
            file.SetLength(0);
            _length = 0;
        }
    }

    private void Append(byte[] records)
    {
        using var file = Open();
        try
        {
            file.Position = _length;
            file.Write(records);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // Half a record at the end would spoil the next one.
            file.SetLength(_length);
            throw;
        }

        _length += records.Length;
        BytesWritten += records.Length;
    }

    private void Replace(byte[] records)
    {
        AtomicFile.Write(path, records);
        _length = records.Length;
        BytesWritten += records.Length;
    }

    private FileStream Open() => new(
        path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, BufferSize = 0, UnixCreateMode = OwnerOnly });
}
