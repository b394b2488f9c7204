using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Systemd;

/// <summary>
/// Keeps the machine from going down until the pods have ended. A thread of its own has the bus, asks for the delay, waits for logind's word,
/// and lets go.
/// </summary>
/// <param name="endPods">Given the time that there is; returns when the pods have ended.</param>
internal sealed class ShutdownWatch(Func<TimeSpan, Task> endPods, ILogger logger)
{
    // How soon the thread notices that it is to end; a signal wakes it at once.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource _calledOff = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _ended = new();

    /// <summary>Runs until cancelled; ends by itself when pods were ended for a shutdown that was then called off.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var ending = cancellationToken.Register(_ended.Set);
        if (SystemBus.IsThere)
        {
            new Thread(Run, maxStackSize: 256 << 10) { IsBackground = true, Name = "logind" }.Start();
        }

        await _calledOff.Task.WaitAsync(cancellationToken);
    }

    private void Run()
    {
        string? told = null;
        while (!_ended.IsSet)
        {
            try
            {
                Follow();
                return;
            }
            catch (BusException e)
            {
                if (told != e.Message)
                {
                    told = e.Message;
                    SystemdLog.NotHeld(logger, e.Message);
                }
            }
            catch (DllNotFoundException e)
            {
                SystemdLog.NotHeld(logger, e.Message);
                return;
            }

            _ended.Wait(TryAgain);
        }
    }

    private void Follow()
    {
        using var bus = SystemBus.Open();
        Logind.Subscribe(bus);
        BusMessage? delay = Logind.DelayShutdown(bus);
        try
        {
            SystemdLog.Holding(logger, Logind.LongestDelay(bus));
            while (!_ended.IsSet)
            {
                using var message = bus.Next(Look);
                switch (message is null ? null : Logind.FindShutdown(message))
                {
                    case true when delay is not null:
                        // Nothing else is to be done on this thread: it may stand still for as long as logind waits.
                        endPods(Logind.LongestDelay(bus)).GetAwaiter().GetResult();
                        SystemdLog.Released(logger);
                        delay.Dispose();
                        delay = null;
                        break;
                    case false when delay is null:
                        SystemdLog.CalledOff(logger);
                        _calledOff.TrySetResult();
                        return;
                }
            }
        }
        finally
        {
            delay?.Dispose();
        }
    }
}
