using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Systemd;

/// <summary>A connection to the system's bus. Used by one thread alone; a second user opens a second one.</summary>
internal sealed class SystemBus : IDisposable
{
    private const ulong CallMicroseconds = 10_000_000;
    private const int Interrupted = 4;
    private static readonly BusObject Bus = new("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus");

    private readonly nint _bus;

    private SystemBus(nint bus) => _bus = bus;

    /// <summary>Whether systemd runs this machine; without it there is nobody to talk to.</summary>
    public static bool IsThere => Directory.Exists("/run/systemd/system");

    /// <exception cref="BusException">There is none.</exception>
    public static SystemBus Open()
    {
        var result = SdBus.OpenSystem(out var bus);
        return result >= 0 ? new SystemBus(bus) : throw new BusException($"the system's D-Bus cannot be reached: {Text(result)}");
    }

    /// <summary>Calls a method and waits for its answer.</summary>
    /// <param name="write">Writes the arguments.</param>
    /// <exception cref="BusException">It was refused, or nobody answered.</exception>
    public BusMessage Call(BusObject target, string method, Action<BusCall> write)
    {
        var created = SdBus.NewMethodCall(_bus, out var call, target.Service, target.Path, target.Interface, method);
        if (created < 0)
        {
            throw new BusException($"{method}: {Text(created)}");
        }

        write(new BusCall(call));
        var error = default(SdBus.Error);
        var result = SdBus.Call(_bus, call, CallMicroseconds, ref error, out var reply);
        SdBus.Release(call);
        Check(result, method, ref error);
        return new BusMessage(reply);
    }

    /// <exception cref="BusException">It has none such.</exception>
    public ulong GetNumber(BusObject target, string property)
    {
        var error = default(SdBus.Error);
        var result = SdBus.GetNumber(_bus, target.Service, target.Path, target.Interface, property, ref error, (byte)'t', out var value);
        Check(result, property, ref error);
        return value;
    }

    /// <exception cref="BusException">It has none such.</exception>
    public unsafe string GetText(BusObject target, string property)
    {
        var error = default(SdBus.Error);
        var result = SdBus.GetText(_bus, target.Service, target.Path, target.Interface, property, ref error, out var value);
        Check(result, property, ref error);
        var text = Marshal.PtrToStringUTF8(value) ?? "";
        NativeMemory.Free((void*)value);
        return text;
    }

    /// <summary>Signals like this one come from now on.</summary>
    public void Subscribe(BusObject sender, string signal) =>
        Call(Bus, "AddMatch", call => call.Text($"type='signal',sender='{sender.Service}',interface='{sender.Interface}',member='{signal}'")).Dispose();

    /// <summary>The next message, waited for at most so long; null for none.</summary>
    /// <exception cref="BusException">The connection is gone.</exception>
    public BusMessage? Next(TimeSpan limit)
    {
        var waited = false;
        while (true)
        {
            var result = SdBus.Process(_bus, out var message);
            if (message != 0)
            {
                return new BusMessage(message);
            }

            if (result == 0 && !waited)
            {
                waited = true;
                result = SdBus.Wait(_bus, (ulong)limit.TotalMicroseconds);
            }
            else if (result == 0)
            {
                return null;
            }

            // A signal to this process ends a wait early.
            if (result < 0 && result != -Interrupted)
            {
                throw new BusException($"the connection to the system's D-Bus is gone: {Text(result)}");
            }
        }
    }

    public void Dispose() => SdBus.Close(_bus);

    private static void Check(int result, string what, ref SdBus.Error error)
    {
        if (result < 0)
        {
            var message = Marshal.PtrToStringUTF8(error.Message) ?? Text(result);
            SdBus.FreeError(ref error);
            throw new BusException($"{what}: {message}");
        }
    }

    private static string Text(int result) => Marshal.GetPInvokeErrorMessage(-result);
}
