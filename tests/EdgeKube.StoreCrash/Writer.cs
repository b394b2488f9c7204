using System.Text;
using EdgeKube.Controller.Store;

namespace EdgeKube.StoreCrash;

/// <summary>
/// Counts upwards. Each step is one transaction: the pair gets the new number, a new key appears and one from 20 steps ago goes.
/// Every third step is followed by a volatile put, which takes a revision too.
/// </summary>
internal sealed class Writer(IClusterStore store, int writer, string? bug)
{
    public async Task RunAsync()
    {
        var step = store.Find($"/pair/{writer}/a") is { } entry ? int.Parse(Encoding.ASCII.GetString(entry.Value.Span)) : 0;
        while (true)
        {
            step++;
            await StepAsync(step);
            if (step % 3 == 0)
            {
                var beat = await store.CommitAsync(new StoreTransaction().PutVolatile($"/leases/{writer}", Number(step)), CancellationToken.None);
                Report.Line($"beat {beat.Revision}");
            }
        }
    }

    private async Task StepAsync(int step)
    {
        if (bug == "ack-before-commit")
        {
            Report.Line($"ack {writer} {step} 0");
        }

        var transaction = new StoreTransaction().Put($"/pair/{writer}/a", Number(step));
        if (bug == "split-transaction")
        {
            await store.CommitAsync(transaction, CancellationToken.None);
            transaction = new StoreTransaction();
        }

        transaction.Put($"/pair/{writer}/b", Number(step)).Put($"/steps/{writer}/{step}", Number(step)).Delete($"/steps/{writer}/{step - 20}");
        var commit = await store.CommitAsync(transaction, CancellationToken.None);
        Report.Line($"ack {writer} {step} {commit.Revision}");
    }

    private static ReadOnlyMemory<byte> Number(int step) => Encoding.ASCII.GetBytes($"{step}");
}
