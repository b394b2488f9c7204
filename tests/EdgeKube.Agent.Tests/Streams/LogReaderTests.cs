using System.Text;
using EdgeKube.Agent.Streams;

namespace EdgeKube.Agent.Tests.Streams;

public sealed class LogReaderTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-logs-").FullName;
    private readonly StringBuilder _received = new();
    private readonly SemaphoreSlim _arrived = new(0);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task ReadAsync_WholeLog_JoinsPartialLinesAndRotatedFiles()
    {
        Write("0.log.1", "stdout F old");
        Write("0.log", "stdout P be", "stdout F gin", "not a record", "stderr F end");

        await ReadAsync(Request());

        Assert.Equal("old\nbegin\nend\n", _received.ToString());
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "line 9\n")]
    [InlineData(3, "line 7\nline 8\nline 9\n")]
    [InlineData(99, "line 0\nline 1\nline 2\nline 3\nline 4\nline 5\nline 6\nline 7\nline 8\nline 9\n")]
    public async Task ReadAsync_Tail_IsTheLastLines(long lines, string expected)
    {
        Write("0.log", [.. Enumerable.Range(0, 10).Select(i => $"stdout F line {i}")]);

        await ReadAsync(Request() with { TailLines = lines });

        Assert.Equal(expected, _received.ToString());
    }

    [Theory]
    [InlineData(1, "c\n")]
    [InlineData(2, "b\nc\n")]
    [InlineData(3, "a\nb\nc\n")]
    [InlineData(9, "a\nb\nc\n")]
    public async Task ReadAsync_TailBeforeARotation_ReachesIntoTheOlderFile(long lines, string expected)
    {
        Write("0.log.1", "stdout F a", "stdout F b");
        Write("0.log", "stdout F c");

        await ReadAsync(Request() with { TailLines = lines });

        Assert.Equal(expected, _received.ToString());
    }

    [Fact]
    public async Task ReadAsync_TailOfALargeLog_FindsTheLine()
    {
        Write("0.log", [.. Enumerable.Range(0, 20_000).Select(i => $"stdout F line {i}")]);

        await ReadAsync(Request() with { TailLines = 5000 });

        Assert.StartsWith("line 15000\n", _received.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_LimitTimestampsAndSince_AreKept()
    {
        File.WriteAllText(Path.Combine(_directory, "0.log"), "2001-01-01T00:00:00.1Z stdout F early\n2999-01-01T00:00:00.2Z stdout F late\n");

        await ReadAsync(Request() with { Timestamps = true, Since = TimeSpan.FromHours(1), LimitBytes = 30 });

        Assert.Equal("2999-01-01T00:00:00.2Z late\n", _received.ToString());
    }

    [Fact]
    public async Task ReadAsync_Follow_GoesOnThroughRotationUntilTheRunEnds()
    {
        Write("0.log", "stdout F one");
        var over = false;
        var reading = ReadAsync(Request() with { Follow = true }, () => over);
        Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(10)));

        File.Move(Path.Combine(_directory, "0.log"), Path.Combine(_directory, "0.log.1"));
        Write("0.log", "stdout F two");
        Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(10)));
        over = true;
        await reading.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("one\ntwo\n", _received.ToString());
    }

    [Fact]
    public async Task ReadAsync_FollowedFileRemovedByRotation_MarksTheGap()
    {
        Write("0.log", "stdout F one");
        var over = false;
        var reading = ReadAsync(Request() with { Follow = true }, () => Volatile.Read(ref over));
        Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(10)));

        File.Delete(Path.Combine(_directory, "0.log"));
        Write("0.log", "stdout F nine");
        Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(10)));
        Volatile.Write(ref over, true);
        await reading.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("one\n[edgekube: lines may be missing here: the log was rotated faster than it was read]\nnine\n", _received.ToString());
    }

    [Fact]
    public async Task ReadAsync_FollowedLogRemovedWithItsPod_SaysItsLastLines()
    {
        var log = Path.Combine(Directory.CreateDirectory(Path.Combine(_directory, "c")).FullName, "0.log");
        File.WriteAllText(log, "2026-01-02T03:04:05Z stdout F one\n");
        var over = false;
        var reading = ReadAsync(Request() with { Follow = true }, () => Volatile.Read(ref over), "c");
        Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(10)));

        File.AppendAllText(log, "2026-01-02T03:04:05Z stdout F two\n");
        Directory.Delete(Path.Combine(_directory, "c"), recursive: true);
        Volatile.Write(ref over, true);
        await reading.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("one\ntwo\n", _received.ToString());
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "a\n")]
    [InlineData("2026-01-02T03:04:05.0000001Z", "")]
    [InlineData("2026-01-02T02:04:05.5-01:00", "")]
    [InlineData("2026-01-02T02:04:05.5+00:00", "a\n")]
    public async Task ReadAsync_SinceTime_ComparesWithTheNodesOwnTimes(string time, string expected)
    {
        Write("0.log", "stdout F a");
        var request = LogRequest.Find(new Dictionary<string, string> { ["namespace"] = "default", ["pod"] = "web", ["sinceTime"] = time });

        await ReadAsync(request!);

        Assert.Equal(expected, _received.ToString());
    }

    [Fact]
    public async Task ReadAsync_ManyRotations_KeepTheOrderOfWriting()
    {
        for (var number = 11; number > 0; number--)
        {
            Write($"0.log.{number}", $"stdout F {12 - number}");
        }

        Write("0.log", "stdout F 12");

        await ReadAsync(Request());

        Assert.Equal(string.Concat(Enumerable.Range(1, 12).Select(line => $"{line}\n")), _received.ToString());
    }

    [Fact]
    public async Task ReadAsync_FollowedWhileRotatedAtRandom_NeitherLosesNorRepeatsALine()
    {
        const int Lines = 3000;
        const int Kept = 200;
        var over = false;
        Write("0.log", "stdout F 0");
        var reading = Task.Run(() => ReadAsync(Request() with { Follow = true }, () => Volatile.Read(ref over)));
        var random = new Random(8);
        for (var line = 1; line < Lines; line++)
        {
            File.AppendAllText(Path.Combine(_directory, "0.log"), $"2026-01-02T03:04:05.000000006Z stdout F {line}\n");
            if (random.Next(30) == 0)
            {
                for (var older = Kept; older > 0; older--)
                {
                    var from = Path.Combine(_directory, older == 1 ? "0.log" : $"0.log.{older - 1}");
                    if (File.Exists(from))
                    {
                        File.Move(from, Path.Combine(_directory, $"0.log.{older}"), overwrite: true);
                    }
                }
            }
        }

        Volatile.Write(ref over, true);
        await reading.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(string.Concat(Enumerable.Range(0, Lines).Select(line => $"{line}\n")), _received.ToString());
    }

    [Theory]
    [InlineData("..", "web", "uid", "main")]
    [InlineData("default", "../../etc", "uid", "main")]
    [InlineData("default", "web", "uid", "..")]
    [InlineData("default", "web", "uid", "")]
    public void FindDirectory_NameWithAPath_FindsNothing(string @namespace, string pod, string uid, string container) =>
        Assert.Null(new LogFiles(_directory).FindDirectory(@namespace, pod, uid, container));

    private static LogRequest Request() => new("default", "web", "uid", "main", false, false, false, null, null, null);

    private Task ReadAsync(LogRequest request, Func<bool>? isOver = null, string below = "") =>
        new LogReader(TimeProvider.System).ReadAsync(Path.Combine(_directory, below), 0, request, isOver ?? (() => true), ReceiveAsync, CancellationToken.None);

    private ValueTask ReceiveAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _received.Append(Encoding.UTF8.GetString(bytes.Span));
        _arrived.Release();
        return ValueTask.CompletedTask;
    }

    private void Write(string file, params string[] records) =>
        File.WriteAllLines(Path.Combine(_directory, file), records.Select(r => $"2026-01-02T03:04:05.000000006Z {r}"));
}
