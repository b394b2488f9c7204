using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Delete;

/// <summary>kubectl's rules on which flags go together.</summary>
internal static class DeleteRules
{
    public static long? GracePeriod(long? seconds, bool now, bool force)
    {
        if (now && seconds is not null)
        {
            throw new CommandException("--now and --grace-period cannot be specified together");
        }

        if (force && seconds > 0)
        {
            throw new CommandException("--force and --grace-period greater than 0 cannot be specified together");
        }

        return force ? 0
            : now ? 1

            // Zero without --force would forget a pod that still runs; one second is as quick as it safely gets.
            : seconds == 0 ? 1
            : seconds;
    }

    public static string Propagation(string? cascade) => cascade switch
    {
        null or "background" or "true" => "Background",
        "foreground" => "Foreground",
        "orphan" or "false" => "Orphan",
        _ => throw new CommandException($"invalid cascade value ({cascade}). Must be \"background\", \"foreground\", or \"orphan\""),
    };

    public static void Check(DeleteRequest request)
    {
        if (request.Files.Count > 0)
        {
            if (request.Words.Count > 0 || request.HasSelector)
            {
                throw new CommandException("-f cannot be used together with types, names or selectors");
            }

            return;
        }

        if (request.Words.Count == 0)
        {
            throw new CommandException("You must provide one or more resources by argument or filename: delete TYPE NAME, delete TYPE/NAME or delete -f FILE");
        }

        if (request.All && request.LabelSelector is not null)
        {
            throw new CommandException("cannot set --all and --selector at the same time");
        }
    }
}
