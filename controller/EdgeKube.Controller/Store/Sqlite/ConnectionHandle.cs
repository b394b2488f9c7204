using System.Runtime.InteropServices;

namespace EdgeKube.Controller.Store.Sqlite;

internal sealed class ConnectionHandle() : SafeHandle(IntPtr.Zero, ownsHandle: true)
{
    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle() => NativeMethods.Close(handle) == ResultCode.Ok;
}
