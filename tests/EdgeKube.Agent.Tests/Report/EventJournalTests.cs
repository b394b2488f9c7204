using System.Diagnostics;
using EdgeKube.Agent.Report;

namespace EdgeKube.Agent.Tests.Report;

public sealed class EventJournalTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-journal-").FullName;

    private string File => Path.Combine(_directory, "events");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Load_AfterAppends_GivesThemInOrder()
    {
        var (backlog, journal) = Open();
        Save(backlog, journal, 0, 3);
        Save(backlog, journal, 3, 5);

        Assert.Equal(["web.0000", "web.0001", "web.0002", "web.0003", "web.0004"], Load(out var damaged));
        Assert.Equal(0, damaged);
    }

    [Fact]
    public void Load_CutAtEveryByte_GivesTheWholeRecordsAndTakesNewOnes()
    {
        var (backlog, journal) = Open();
        Save(backlog, journal, 0, 3);
        var whole = System.IO.File.ReadAllBytes(File);
        var ends = Enumerable.Range(0, whole.Length).Where(i => whole[i] == '\n').ToArray();
        for (var length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            var expected = ends.Count(end => end < length);
            var (again, torn) = Open();
            Assert.Equal(expected, again.Pending.Count);
            Save(again, torn, 8, 9);
            Assert.Equal(expected + 1, Load(out _).Count);
        }
    }

    [Fact]
    public void Load_AnyBitTurned_LosesOneRecordAtMostTwo()
    {
        var (backlog, journal) = Open();
        Save(backlog, journal, 0, 4);
        var whole = System.IO.File.ReadAllBytes(File);
        var random = new Random(1);
        for (var run = 0; run < 500; run++)
        {
            var bytes = whole.ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            System.IO.File.WriteAllBytes(File, bytes);

            // Two when the line feed between them was hit.
            Assert.InRange(Load(out var damaged).Count, 2, 3);
            Assert.InRange(damaged, 1, 2);
        }
    }

    [Fact]
    public void Load_AfterDrops_DoesNotBringThemBack()
    {
        var (backlog, journal) = Open(new EventLimits { MaxEvents = 3 });
        for (var i = 0; i < 10; i++)
        {
            Save(backlog, journal, i, i + 1);
        }

        var (again, _) = Open(new EventLimits { MaxEvents = 3 });
        Assert.Equal(backlog.Pending.Select(e => (e.Value.Name, e.Value.Count)), again.Pending.Select(e => (e.Value.Name, e.Value.Count)));
        Assert.Equal(7, again.Pending[0].Value.Count);
    }

    [Fact]
    public void Save_ForALongTime_StaysBounded()
    {
        var limits = new EventLimits { MaxEvents = 50, MaxBytes = 20_000 };
        var (backlog, journal) = Open(limits);
        for (var i = 0; i < 2000; i++)
        {
            Save(backlog, journal, i, i + 1);
            Assert.InRange(new FileInfo(File).Length, 1, 2 * limits.MaxBytes);
        }

        Assert.Equal(backlog.Pending.Select(e => e.Value.Name), Load(out _, limits));
        var perEvent = journal.BytesWritten / 2000;
        Console.WriteLine($"figure: event journal writes {perEvent} bytes for an event of {backlog.Pending[1].Size} bytes when it overflows all the time");
    }

    [Fact]
    public void Save_AllDelivered_EmptiesTheFile()
    {
        var (backlog, journal) = Open();
        Save(backlog, journal, 0, 3);
        backlog.Next(_ => false);
        backlog.Next(_ => true);
        journal.Save(backlog.TakeUnwritten());

        Assert.Equal(0, new FileInfo(File).Length);
    }

    [Fact]
    public void Save_DiskFull_KeepsWhatWasThereAndRecovers()
    {
        Run("mount", "-t", "tmpfs", "-o", "size=64k", "ek-journal", _directory);
        try
        {
            var (backlog, journal) = Open();
            Save(backlog, journal, 0, 2);
            var filler = Path.Combine(_directory, "filler");
            Assert.ThrowsAny<IOException>(() => System.IO.File.WriteAllBytes(filler, new byte[80 << 10]));
            backlog.Add(TestEvents.Pod(2, new string('x', 8000)));
            Assert.ThrowsAny<IOException>(() => journal.Save(backlog.TakeUnwritten()));
            Assert.Equal(["web.0000", "web.0001"], Load(out _));

            System.IO.File.Delete(filler);
            Save(backlog, journal, 3, 4);
            Assert.Equal(["web.0000", "web.0001", "web.0002", "web.0003"], Load(out _));
        }
        finally
        {
            Run("umount", _directory);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static void Save(EventBacklog backlog, EventJournal journal, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            backlog.Add(TestEvents.Pod(i));
        }

        journal.Save(backlog.TakeUnwritten());
    }

    private (EventBacklog Backlog, EventJournal Journal) Open(EventLimits? limits = null)
    {
        var backlog = new EventBacklog("n1", limits ?? new EventLimits());
        var journal = new EventJournal(File, limits ?? new EventLimits());
        foreach (var e in journal.Load(out _))
        {
            backlog.Add(e);
        }

        backlog.TakeUnwritten();
        return (backlog, journal);
    }

    private List<string> Load(out int damaged, EventLimits? limits = null) =>
        [.. new EventJournal(File, limits ?? new EventLimits()).Load(out damaged).Select(e => e.Name).OrderBy(name => name.StartsWith("n1.") ? "" : name, StringComparer.Ordinal)];
}
