using System.Runtime.InteropServices;

namespace EdgeKube.Controller.Store.Sqlite;

internal sealed class StatementHandle() : SafeHandle(IntPtr.Zero, ownsHandle: true)
{
    public override bool IsInvalid => handle == IntPtr.Zero;

    // The result repeats the last step's error, which was reported then.
    protected override bool ReleaseHandle()
    {
        _ = NativeMethods.FinalizeStatement(handle);
        return true;
    }
}
