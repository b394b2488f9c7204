using EdgeKube.Api;

namespace EdgeKube.Cli.Describe;

internal static class StateLines
{
    public static void Write(DescribeText text, ContainerStatus status)
    {
        State(text, "State", status.State);
        if (status.LastState?.Terminated is not null)
        {
            State(text, "Last State", status.LastState);
        }

        text.Field(2, "Ready", status.Ready ? "True" : "False");
        text.Field(2, "Restart Count", $"{status.RestartCount}");
    }

    private static void State(DescribeText text, string title, ContainerState? state)
    {
        if (state?.Running is { } running)
        {
            text.Field(2, title, "Running");
            text.Field(3, "Started", DescribeText.Time(running.StartedAt));
        }
        else if (state?.Terminated is { } ended)
        {
            text.Field(2, title, "Terminated");
            Optional(text, "Reason", ended.Reason);
            Optional(text, "Message", ended.Message);
            text.Field(3, "Exit Code", $"{ended.ExitCode}");
            if (ended.Signal > 0)
            {
                text.Field(3, "Signal", $"{ended.Signal}");
            }

            text.Field(3, "Started", DescribeText.Time(ended.StartedAt));
            text.Field(3, "Finished", DescribeText.Time(ended.FinishedAt));
        }
        else
        {
            text.Field(2, title, "Waiting");
            Optional(text, "Reason", state?.Waiting?.Reason);
        }
    }

    private static void Optional(DescribeText text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Field(3, name, value.ReplaceLineEndings(" ").Trim());
        }
    }
}
