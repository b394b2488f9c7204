using System.Diagnostics;
using EdgeKube.Controller.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Store;

/// <summary>One store that is written to and killed again and again, with all that was ever acknowledged on it.</summary>
internal sealed class CrashChain(string? bug = null) : IDisposable
{
    private const int Writers = 4;

    private readonly string _directory = Directory.CreateTempSubdirectory("ek-crash-").FullName;
    private readonly Dictionary<int, int> _acknowledged = [];
    private long _highestRevision;

    public int Acknowledgements { get; private set; }

    private string StorePath => Path.Combine(_directory, "store.db");

    /// <summary>The writer kills itself at the point's n-th passing. True: it died there.</summary>
    public async Task<bool> KillAtAsync(string point, int hit)
    {
        using var writer = Start($"{point}:{hit}");
        return await ReadUntilDeathAsync(writer, killAfterLines: 20_000) == point;
    }

    /// <summary>The writer is killed from outside, while it goes on, when it has reported so many lines.</summary>
    public async Task KillAfterAsync(int lines)
    {
        using var writer = Start(point: null);
        await ReadUntilDeathAsync(writer, lines);
    }

    /// <summary>Opens the store and returns everything that is not as it was acknowledged; empty: all is well.</summary>
    public List<string> FindViolations()
    {
        using var store = SqliteClusterStore.Open(new StoreOptions { Path = StorePath }, NullLogger.Instance);
        var violations = new List<string>();
        if (store.Revision < _highestRevision)
        {
            violations.Add($"revision went back from {_highestRevision} to {store.Revision}");
        }

        for (var writer = 0; writer < Writers; writer++)
        {
            violations.AddRange(FindViolations(store, writer, _acknowledged.GetValueOrDefault(writer)));

            // The next run goes on from here, also if the last step was never acknowledged.
            _acknowledged[writer] = StepOf(store, writer);
        }

        return violations;
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static IEnumerable<string> FindViolations(SqliteClusterStore store, int writer, int acknowledged)
    {
        var a = store.Find($"/pair/{writer}/a");
        var b = store.Find($"/pair/{writer}/b");
        var step = StepOf(store, writer);
        if (a?.ModRevision != b?.ModRevision)
        {
            yield return $"writer {writer}: half a transaction: a is {a}, b is {b}";
        }

        // One step can have been on its way when the writer died.
        if (step < acknowledged || step > acknowledged + 1)
        {
            yield return $"writer {writer}: step {acknowledged} was acknowledged, the store has {step}";
        }

        var kept = store.Range($"/steps/{writer}/").Entries.Select(e => int.Parse(TemporaryStore.Text(e))).Order();
        if (!kept.SequenceEqual(Enumerable.Range(Math.Max(1, step - 19), Math.Min(step, 20))))
        {
            yield return $"writer {writer}: at step {step} the store keeps steps {string.Join(' ', kept)}";
        }
    }

    private static int StepOf(SqliteClusterStore store, int writer) =>
        store.Find($"/pair/{writer}/a") is { } entry ? int.Parse(TemporaryStore.Text(entry)) : 0;

    private Process Start(string? point)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "EdgeKube.StoreCrash.dll"), StorePath])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.Environment["EDGEKUBE_CRASH_POINT"] = point;
        start.Environment["EDGEKUBE_CRASH_BUG"] = bug;
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>The name of the point where it died, or "".</summary>
    private async Task<string> ReadUntilDeathAsync(Process writer, int killAfterLines)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var death = limit.Token.UnsafeRegister(_ => writer.Kill(), null);
        var (lines, point) = (0, "");
        while (await writer.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            point = Note(line.Split(' ')) ?? point;
            if (++lines == killAfterLines)
            {
                writer.Kill();
            }
        }

        await writer.WaitForExitAsync(limit.Token);
        Assert.Equal(128 + 9, writer.ExitCode);
        return point;
    }

    private string? Note(string[] line)
    {
        switch (line)
        {
            case ["open", var revision]:
                Assert.True(long.Parse(revision) >= _highestRevision, $"opened at revision {revision} after {_highestRevision}");
                break;
            case ["ack", var writer, var step, var revision]:
                _acknowledged[int.Parse(writer)] = int.Parse(step);
                _highestRevision = Math.Max(_highestRevision, long.Parse(revision));
                Acknowledgements++;
                break;
            case ["beat", var revision]:
                _highestRevision = Math.Max(_highestRevision, long.Parse(revision));
                break;
            case ["at", var point]:
                return point;
            default:
                Assert.Fail($"unexpected report: {string.Join(' ', line)}");
                break;
        }

        return null;
    }
}
