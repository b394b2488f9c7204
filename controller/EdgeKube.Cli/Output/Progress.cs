using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Output;

/// <summary>On a terminal, says what is being waited for when it takes longer than a person expects.</summary>
internal static class Progress
{
    private const string Clear = "\r\e[K";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<T> WhileAsync<T>(Terminal terminal, string what, Task<T> work)
    {
        if (!terminal.IsInteractive)
        {
            return await work;
        }

        try
        {
            return await work.WaitAsync(Patience, terminal.Clock);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            await terminal.Error.WriteAsync($"{what} ...");
            try
            {
                return await work;
            }
            finally
            {
                await terminal.Error.WriteAsync(Clear);
            }
        }
    }
}
